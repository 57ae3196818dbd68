// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** The two sets of methods whose responses a cache behavior may store. */
public enum CachedMethods {
  /** GET and HEAD. */
  GET_HEAD,
  /** GET, HEAD and OPTIONS. */
  GET_HEAD_OPTIONS;

  private static final List<String> TWO = List.of("GET", "HEAD");
  private static final List<String> THREE = List.of("GET", "HEAD", "OPTIONS");

  /** The method names of this set, in upper case. */
  public List<String> methods() {
    return switch (this) {
      case GET_HEAD -> TWO;
      case GET_HEAD_OPTIONS -> THREE;
    };
  }

  /** Whether responses to this method, compared exactly, may be stored. */
  public boolean caches(String method) {
    return methods().contains(method);
  }
}
