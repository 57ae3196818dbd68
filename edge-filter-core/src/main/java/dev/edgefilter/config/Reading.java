// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What reading one file has found so far: objects, their positions, problems and notes. */
final class Reading {
  private static final int MAX_PROBLEMS = 500;

  private final String source;
  private final EdgeConfig.Builder config = EdgeConfig.builder();
  private final Set<ConfigProblem> problems = new LinkedHashSet<>();
  private final List<ConfigNote> notes = new ArrayList<>();
  private final List<JsonFields> objects = new ArrayList<>();
  private final Map<String, Position> positions = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final Places places = new Places();
  private final Set<String> referredTo = new HashSet<>();
  private boolean convertsScalars;
  private LeftOutRules leftOutRules = LeftOutRules.NONE;

  Reading(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  EdgeConfig.Builder config() {
    return config;
  }

  /** The problems so far, each once. */
  Set<ConfigProblem> problems() {
    return problems;
  }

  /** Where each top-level object of {@link #config} was written, by identity. */
  Places places() {
    return places;
  }

  void problem(Position at, String place, String message) {
    if (problems.size() == MAX_PROBLEMS) {
      return;
    }
    broken.add(place);
    boolean last = problems.size() == MAX_PROBLEMS - 1;
    String text = last ? "and more problems; correct the others first" : message;
    problems.add(new ConfigProblem(source, at.line(), at.column(), place, text));
  }

  void note(Position at, String place, String why) {
    notes.add(new ConfigNote(source, at.line(), place, why));
  }

  /** Notes where a place is; the outermost object of a place counts. */
  void locate(String place, Position at) {
    positions.putIfAbsent(place, at);
  }

  void remember(Object object, String base) {
    places.put(object, new Written(source, base, positions, broken));
  }

  /** Which rules of web ACLs are left out from now on. */
  void leaveOut(LeftOutRules rules) {
    leftOutRules = rules;
  }

  LeftOutRules leftOutRules() {
    return leftOutRules;
  }

  /** From now on a text may stand for a number or a flag, as in a template. */
  void convertScalars() {
    convertsScalars = true;
  }

  boolean convertsScalars() {
    return convertsScalars;
  }

  /** Names places of a template whose objects others refer to. */
  void referredTo(Collection<String> bases) {
    referredTo.addAll(bases);
  }

  /** Whether references can be checked: no policy, key or key group of the file is broken. */
  boolean readAllPolicies() {
    for (String place : broken) {
      boolean library =
          place.startsWith("cachePolic")
              || place.startsWith("originRequestPolic")
              || place.startsWith("responseHeadersPolic")
              || place.startsWith("publicKey")
              || place.startsWith("keyGroup")
              || place.startsWith("originAccessControl");
      if (place.isEmpty() || library || isReferredTo(place)) {
        return false;
      }
    }
    return true;
  }

  private boolean isReferredTo(String place) {
    int end = place.indexOf('.');
    String base = end < 0 ? place : place.substring(0, end);
    return referredTo.contains(base);
  }

  void opened(JsonFields object) {
    objects.add(object);
  }

  /** Reports the fields that nobody asked for; called once, after everything was read. */
  void finish() {
    for (JsonFields object : objects) {
      object.reportLeftovers();
    }
    notes.sort(Comparator.comparingInt(ConfigNote::line));
    for (ConfigNote note : notes) {
      config.note(note);
    }
  }
}
