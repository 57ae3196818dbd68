// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.IdentityHashMap;

/** Where each top-level object of a configuration was written; equal objects may stand in two. */
final class Places {
  private final IdentityHashMap<Object, Written> written = new IdentityHashMap<>();

  void put(Object object, Written place) {
    written.put(object, place);
  }

  void putAll(Places others) {
    written.putAll(others.written);
  }

  /** Where an object was written; a nameless place in code when that is not known. */
  Written of(Object object) {
    Written place = written.get(object);
    return place == null ? Written.inCode("") : place;
  }
}
