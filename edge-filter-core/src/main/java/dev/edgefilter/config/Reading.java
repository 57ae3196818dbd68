// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What reading one file has found so far: objects, their positions, problems and notes. */
final class Reading {
  private final String source;
  private final EdgeConfig.Builder config = EdgeConfig.builder();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<JsonFields> objects = new ArrayList<>();
  private final Map<String, Position> positions = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final Map<Object, Written> written = new IdentityHashMap<>();

  Reading(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  EdgeConfig.Builder config() {
    return config;
  }

  List<ConfigProblem> problems() {
    return problems;
  }

  /** Where each top-level object of {@link #config} was written, by identity. */
  Map<Object, Written> written() {
    return written;
  }

  void problem(Position at, String place, String message) {
    broken.add(place);
    problems.add(new ConfigProblem(source, at.line(), at.column(), place, message));
  }

  void note(Position at, String place, String why) {
    config.note(new ConfigNote(source, at.line(), place, why));
  }

  void locate(String place, Position at) {
    positions.put(place, at);
  }

  void remember(Object object, String base) {
    written.put(object, new Written(source, base, positions, broken));
  }

  /** Whether references can be checked: no policy, key or key group of the file is broken. */
  boolean readAllPolicies() {
    for (String place : broken) {
      boolean library =
          place.startsWith("cachePolic")
              || place.startsWith("originRequestPolic")
              || place.startsWith("publicKey")
              || place.startsWith("keyGroup");
      if (place.isEmpty() || library) {
        return false;
      }
    }
    return true;
  }

  void opened(JsonFields object) {
    objects.add(object);
  }

  /** Reports the fields that nobody asked for; called once, after everything was read. */
  void finish() {
    for (JsonFields object : objects) {
      object.reportLeftovers();
    }
  }
}
