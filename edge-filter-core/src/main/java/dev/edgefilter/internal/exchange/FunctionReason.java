// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;

/** What a function did. */
enum FunctionReason implements Reason {
  /** It returned the request or response unchanged or changed. */
  RAN("function-ran"),
  /** It answered itself. */
  GENERATED("function-generated"),
  /** It broke. */
  EXECUTION_ERROR("function-execution-error"),
  /** Too many runs at a time. */
  THROTTLED("function-throttled"),
  /** It returned what it must not. */
  VALIDATION_ERROR("function-validation-error");

  private final String token;

  FunctionReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "CloudFront: Restrictions on edge functions";
  }
}
