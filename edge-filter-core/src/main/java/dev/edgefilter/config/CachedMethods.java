// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** The two sets of methods whose responses a cache behavior may store. */
public enum CachedMethods {
  /** GET and HEAD. */
  GET_HEAD("GET", "HEAD"),
  /** GET, HEAD and OPTIONS. */
  GET_HEAD_OPTIONS("GET", "HEAD", "OPTIONS");

  private final List<String> methods;

  CachedMethods(String... methods) {
    this.methods = List.of(methods);
  }

  /** The method names of this set, in upper case. */
  public List<String> methods() {
    return methods;
  }

  /** Whether responses to this method, compared exactly, may be stored. */
  public boolean caches(String method) {
    return methods.contains(method);
  }
}
