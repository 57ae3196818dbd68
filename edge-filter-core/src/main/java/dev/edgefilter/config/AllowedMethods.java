// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** The three sets of methods that a cache behavior can accept; every other method is refused. */
public enum AllowedMethods {
  /** GET and HEAD. */
  GET_HEAD("GET", "HEAD"),
  /** GET, HEAD and OPTIONS. */
  GET_HEAD_OPTIONS("GET", "HEAD", "OPTIONS"),
  /** All seven methods that CloudFront knows. */
  ALL("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

  private final List<String> methods;

  AllowedMethods(String... methods) {
    this.methods = List.of(methods);
  }

  /** The method names of this set, in upper case. */
  public List<String> methods() {
    return methods;
  }

  /** Whether a request with this method, compared exactly, is accepted. */
  public boolean allows(String method) {
    return methods.contains(method);
  }
}
