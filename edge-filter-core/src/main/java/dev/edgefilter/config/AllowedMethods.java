// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** The three sets of methods that a cache behavior can accept; every other method is refused. */
public enum AllowedMethods {
  /** GET and HEAD. */
  GET_HEAD,
  /** GET, HEAD and OPTIONS. */
  GET_HEAD_OPTIONS,
  /** All seven methods that CloudFront knows. */
  ALL;

  private static final List<String> TWO = List.of("GET", "HEAD");
  private static final List<String> THREE = List.of("GET", "HEAD", "OPTIONS");
  private static final List<String> SEVEN =
      List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

  /** The method names of this set, in upper case. */
  public List<String> methods() {
    return switch (this) {
      case GET_HEAD -> TWO;
      case GET_HEAD_OPTIONS -> THREE;
      case ALL -> SEVEN;
    };
  }

  /** Whether a request with this method, compared exactly, is accepted. */
  public boolean allows(String method) {
    return methods().contains(method);
  }
}
