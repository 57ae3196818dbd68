// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** What the code of a function is written for. */
public enum FunctionRuntime {
  /** CloudFront Functions, JavaScript runtime 1.0. */
  CLOUDFRONT_JS_1_0("cloudfront-js-1.0", 10_240),
  /** CloudFront Functions, JavaScript runtime 2.0. */
  CLOUDFRONT_JS_2_0("cloudfront-js-2.0", 10_240),
  /** Lambda@Edge in JavaScript, without the modules of Node.js. */
  LAMBDA_NODEJS("nodejs", 1 << 20);

  private final String token;
  private final int maxCodeBytes;

  FunctionRuntime(String token, int maxCodeBytes) {
    this.token = token;
    this.maxCodeBytes = maxCodeBytes;
  }

  /** AWS's word for this runtime; for Node.js the word without a version. */
  public String token() {
    return token;
  }

  /** The most bytes of code (CloudFront: Quotas on CloudFront Functions). */
  public int maxCodeBytes() {
    return maxCodeBytes;
  }

  /** Whether this is Lambda@Edge rather than CloudFront Functions. */
  public boolean lambda() {
    return this == LAMBDA_NODEJS;
  }
}
