// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Where the stars and the Moon stand over Harrow Fell at an instant; good to a tenth of a degree.
 */
final class Almanac {
  private static final double LATITUDE_RADIANS = Math.toRadians(54.62);
  private static final double LONGITUDE_HOURS = -2.41 / 15;
  private static final Instant EPOCH_2000 = Instant.parse("2000-01-01T12:00:00Z");
  private static final Instant A_NEW_MOON = Instant.parse("2000-01-06T18:14:00Z");
  private static final double SYNODIC_MONTH_DAYS = 29.530588853;
  private static final List<String> PHASES =
      List.of(
          "new",
          "waxing crescent",
          "at first quarter",
          "waxing gibbous",
          "full",
          "waning gibbous",
          "at last quarter",
          "waning crescent");

  private final Instant instant;

  Almanac(Instant instant) {
    this.instant = instant;
  }

  /** From 0 to 24. */
  double siderealHours() {
    return modulo(18.697374558 + 24.06570982441908 * days(EPOCH_2000) + LONGITUDE_HOURS, 24);
  }

  /** Height over the horizon, negative below it. */
  double altitudeDegrees(Star star) {
    double hourAngle = Math.toRadians((siderealHours() - star.rightAscensionHours()) * 15);
    double declination = Math.toRadians(star.declinationDegrees());
    double sine =
        Math.sin(declination) * Math.sin(LATITUDE_RADIANS)
            + Math.cos(declination) * Math.cos(LATITUDE_RADIANS) * Math.cos(hourAngle);
    return Math.toDegrees(Math.asin(sine));
  }

  List<Star> highest(StarCatalogue catalogue, int count) {
    return catalogue.all().stream()
        .sorted(Comparator.comparingDouble(this::altitudeDegrees).reversed())
        .limit(count)
        .toList();
  }

  String moon() {
    double phase = modulo(days(A_NEW_MOON) / SYNODIC_MONTH_DAYS, 1);
    long percentLit = Math.round((1 - Math.cos(2 * Math.PI * phase)) * 50);
    return PHASES.get((int) Math.round(phase * 8) % 8) + ", " + percentLit + " % lit";
  }

  private double days(Instant since) {
    return Duration.between(since, instant).toMillis() / 86_400_000.0;
  }

  private static double modulo(double value, double divisor) {
    return value - divisor * Math.floor(value / divisor);
  }
}
