// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How closely the edge follows CloudFront: a fidelity for all, and changes to it for all, for a
 * distribution, or for one of its cache behaviors.
 *
 * @param base the fidelity of everything that no change is about
 * @param changes the changes; of two about the same thing, the later one counts
 */
public record FidelitySettings(Fidelity base, List<Change> changes) {

  /** Copies the list. */
  public FidelitySettings {
    Objects.requireNonNull(base, "base");
    changes = List.copyOf(changes);
  }

  /**
   * One change: to another fidelity, or of one switch.
   *
   * @param distributionId the distribution; empty for all
   * @param pathPattern the cache behavior, {@code *} for the default one; empty for all of the
   *     distribution
   * @param fidelity the fidelity, or null when it is about a switch
   * @param which the switch, or null when it is about a fidelity
   * @param on whether the switch is on
   */
  public record Change(
      String distributionId,
      String pathPattern,
      @Nullable Fidelity fidelity,
      @Nullable FidelitySwitch which,
      boolean on) {

    private Switches applyTo(Switches switches) {
      if (fidelity != null) {
        return Switches.of(fidelity);
      }
      return which == null ? switches : switches.with(which, on);
    }
  }

  /** The settings of a fidelity, unchanged. */
  public static FidelitySettings of(Fidelity base) {
    return new FidelitySettings(base, List.of());
  }

  /**
   * Reads settings such as {@code safe, vary-selects=off; E1: cloudfront; E1 /img/*:
   * hsts-on-http=on}.
   *
   * <p>Semicolons separate the parts. A part is about everything, or about what it names before its
   * last colon: the id of a distribution, perhaps with a blank and a path pattern, which is {@code
   * *} for the default cache behavior. It lists fidelities, and switches with {@code =on} or {@code
   * =off}. Unless told otherwise, the base is {@link Fidelity#SAFE}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static FidelitySettings parse(String text) {
    Fidelity base = Fidelity.SAFE;
    List<Change> changes = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      int colon = part.lastIndexOf(':');
      String scope = colon < 0 ? "" : part.substring(0, colon).trim();
      int blank = scope.indexOf(' ');
      String id = blank < 0 ? scope : scope.substring(0, blank);
      String pattern = blank < 0 ? "" : scope.substring(blank + 1).trim();
      for (String word : part.substring(colon + 1).split(",", -1)) {
        if (word.isBlank()) {
          continue;
        }
        Change change = change(id, pattern, word.trim());
        if (scope.isEmpty() && change.fidelity() != null) {
          base = change.fidelity();
        } else {
          changes.add(change);
        }
      }
    }
    return new FidelitySettings(base, changes);
  }

  private static Change change(String id, String pattern, String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      return new Change(id, pattern, fidelity(word), null, false);
    }
    String name = word.substring(0, equals).trim();
    String value = word.substring(equals + 1).trim();
    if (!value.equals("on") && !value.equals("off")) {
      throw new IllegalArgumentException(
          "fidelity \"" + word + "\" sets \"" + value + "\", expected on or off");
    }
    return new Change(id, pattern, null, named(name), value.equals("on"));
  }

  private static Fidelity fidelity(String word) {
    for (Fidelity each : Fidelity.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "fidelity is \""
            + word
            + "\", expected safe, standard, cloudfront, or a switch=on or =off");
  }

  private static FidelitySwitch named(String name) {
    List<String> known = new ArrayList<>();
    for (FidelitySwitch each : FidelitySwitch.values()) {
      known.add(each.token());
      if (each.token().equals(name)) {
        return each;
      }
    }
    String hint = NearestName.hint(name, known);
    throw new IllegalArgumentException(
        "fidelity has no switch \""
            + name
            + "\""
            + (hint.isEmpty() ? ", expected one of " + String.join(", ", known) : hint));
  }

  /** The same with one switch on or off everywhere. */
  public FidelitySettings with(FidelitySwitch which, boolean on) {
    return with("", "", which, on);
  }

  /** The same with one switch on or off for a distribution, or one of its cache behaviors. */
  public FidelitySettings with(
      String distributionId, String pathPattern, FidelitySwitch which, boolean on) {
    return plus(new Change(distributionId, pathPattern, null, which, on));
  }

  /** The same with another fidelity for a distribution, or one of its cache behaviors. */
  public FidelitySettings with(String distributionId, String pathPattern, Fidelity fidelity) {
    return plus(new Change(distributionId, pathPattern, fidelity, null, false));
  }

  private FidelitySettings plus(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new FidelitySettings(base, all);
  }

  /** What holds for a distribution. */
  public Switches of(String distributionId) {
    Switches switches = Switches.of(base);
    for (Change change : changes) {
      if (change.distributionId().isEmpty()) {
        switches = change.applyTo(switches);
      }
    }
    for (Change change : changes) {
      if (change.distributionId().equals(distributionId) && change.pathPattern().isEmpty()) {
        switches = change.applyTo(switches);
      }
    }
    return switches;
  }

  /** What holds for a cache behavior, given what holds for its distribution. */
  public Switches of(Switches distribution, String distributionId, String pathPattern) {
    Switches switches = distribution;
    for (Change change : changes) {
      if (change.distributionId().equals(distributionId)
          && !change.pathPattern().isEmpty()
          && bare(change.pathPattern()).equals(bare(pathPattern))) {
        switches = change.applyTo(switches);
      }
    }
    return switches;
  }

  private static String bare(String pattern) {
    return pattern.startsWith("/") ? pattern.substring(1) : pattern;
  }

  /** What is wrong with each change that is about nothing in a configuration. */
  public List<String> dangling(EdgeConfig config) {
    List<String> found = new ArrayList<>();
    for (Change change : changes) {
      if (change.which() == FidelitySwitch.AMBIGUOUS_PATHS_REFUSED
          && !change.pathPattern().isEmpty()) {
        found.add(
            "sets "
                + change.which().token()
                + " for the cache behavior \""
                + change.pathPattern()
                + "\", but paths are judged before one is chosen; set it for the distribution");
      } else if (!change.distributionId().isEmpty() && !isThere(config, change)) {
        String pattern = change.pathPattern();
        found.add(
            "names the distribution \""
                + change.distributionId()
                + (pattern.isEmpty() ? "\"" : "\" with the cache behavior \"" + pattern + "\"")
                + ", but there is none; expected the id of a distribution"
                + (pattern.isEmpty() ? "" : " and one of its path patterns"));
      }
    }
    return found;
  }

  private static boolean isThere(EdgeConfig config, Change change) {
    for (DistributionConfig distribution : config.distributions()) {
      if (distribution.id().equals(change.distributionId())) {
        if (change.pathPattern().isEmpty()
            || change.pathPattern().equals(CacheBehaviorConfig.DEFAULT_PATTERN)) {
          return true;
        }
        for (CacheBehaviorConfig behavior : distribution.cacheBehaviors()) {
          if (bare(behavior.pathPattern()).equals(bare(change.pathPattern()))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
