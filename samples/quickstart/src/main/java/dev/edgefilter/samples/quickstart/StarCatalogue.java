// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.util.ArrayList;
import java.util.List;

/** The bright stars that have names. */
final class StarCatalogue {
  private final List<Star> stars;

  private StarCatalogue(List<Star> stars) {
    this.stars = List.copyOf(stars);
  }

  static StarCatalogue load() {
    List<Star> stars = new ArrayList<>();
    for (String line : Resources.text("data/stars.csv").lines().toList()) {
      if (!line.startsWith("#")) {
        stars.add(Star.parse(line));
      }
    }
    return new StarCatalogue(stars);
  }

  List<Star> all() {
    return stars;
  }

  List<Star> of(String constellation) {
    return stars.stream().filter(s -> s.constellation().equalsIgnoreCase(constellation)).toList();
  }
}
