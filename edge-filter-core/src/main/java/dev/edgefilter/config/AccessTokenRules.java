// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.config.AccessTokenConfig.Target;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold inside the description of access tokens. */
final class AccessTokenRules {
  /** What can be accepted; none is not among them, and cannot be. */
  private static final List<String> ALGORITHMS =
      List.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256",
          "HS384", "HS512");

  private AccessTokenRules() {}

  static void check(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    Set<String> ids = new HashSet<>();
    Set<Target> targets = new HashSet<>();
    for (AccessTokenConfig token : config.accessTokens()) {
      Written written = places.of(token);
      if (token.id().isEmpty() || !ids.add(token.id())) {
        written.report(problems, "id", "found \"" + token.id() + "\"; expected an id of its own");
      }
      checkAlgorithms(token, written, problems);
      checkKeys(token, written, problems);
      checkTransport(token.transport(), written, problems);
      checkUriSigning(token, written, problems);
      if (token.format() == Format.JWT && token.issuers().isEmpty()) {
        written.report(problems, "issuers", "is empty; expected whose tokens are accepted");
      }
      if (token.toleranceSeconds() < 0 || token.toleranceSeconds() > 300) {
        written.report(
            problems,
            "toleranceSeconds",
            "found " + token.toleranceSeconds() + "; expected 0 to 300");
      }
      if (token.targets().isEmpty()) {
        written.report(problems, "behaviors", "is empty; expected at least one cache behavior");
      }
      for (int i = 0; i < token.targets().size(); i++) {
        Target target = token.targets().get(i);
        String place = "behaviors[" + i + "]";
        if (!targets.add(target)) {
          written.report(
              problems, place, "is opened by other tokens already; expected one kind for each");
        } else if (!exists(config, target)) {
          written.report(
              problems,
              place,
              "found the path pattern \""
                  + target.pathPattern()
                  + "\" of distribution \""
                  + target.distributionId()
                  + "\"; there is no such cache behavior");
        }
      }
    }
  }

  private static boolean exists(EdgeConfig config, Target target) {
    for (DistributionConfig distribution : config.distributions()) {
      if (distribution.id().equals(target.distributionId())) {
        if (distribution.defaultCacheBehavior().pathPattern().equals(target.pathPattern())) {
          return true;
        }
        for (CacheBehaviorConfig behavior : distribution.cacheBehaviors()) {
          if (behavior.pathPattern().equals(target.pathPattern())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void checkAlgorithms(
      AccessTokenConfig token, Written written, List<ConfigProblem> problems) {
    boolean shared = false;
    boolean own = false;
    for (String algorithm : token.algorithms()) {
      if (!ALGORITHMS.contains(algorithm)) {
        written.report(
            problems,
            "algorithms",
            "found \"" + algorithm + "\"; expected some of " + String.join(", ", ALGORITHMS));
      }
      shared |= algorithm.startsWith("HS");
      own |= !algorithm.startsWith("HS");
    }
    if (token.algorithms().isEmpty() || (shared && own)) {
      written.report(
          problems,
          "algorithms",
          "expected at least one, and none that shares a secret (HS…) beside one with public keys,"
              + " as a public key must never be taken for a secret");
    }
  }

  private static void checkKeys(
      AccessTokenConfig token, Written written, List<ConfigProblem> problems) {
    String location = token.keysLocation();
    if (token.keys().isEmpty() == location.isEmpty()) {
      written.report(
          problems, "keysLocation", "expected either Keys or KeysLocation, and not both");
    }
    if (location.startsWith("http:")
        && !location.startsWith("http://127.0.0.1:")
        && !location.startsWith("http://localhost:")) {
      written.report(
          problems,
          "keysLocation",
          "found \"" + location + "\"; expected https, as whoever changes keys decides who enters");
    }
  }

  private static void checkUriSigning(
      AccessTokenConfig token, Written written, List<ConfigProblem> problems) {
    boolean renews = !token.renewalKey().isEmpty();
    if (token.format() != Format.URI_SIGNING && (renews || !token.addressKeys().isEmpty())) {
      written.report(
          problems,
          renews ? "renewalKey" : "addressKeys",
          "is for the format uri-signing; remove it, or set that format");
    }
    if (renews && token.transport().cookie().isEmpty()) {
      written.report(
          problems,
          "transport.cookie",
          "is empty; expected the name of the cookie that takes new tokens back, such as "
              + AccessTokenConfig.URI_SIGNING_PACKAGE);
    }
    if (!renews && !token.renewalIssuer().isEmpty()) {
      written.report(problems, "renewalIssuer", "is set without RenewalKey; expected both");
    }
  }

  private static void checkTransport(
      Transport transport, Written written, List<ConfigProblem> problems) {
    String prefix = transport.pathPrefix();
    boolean somewhere =
        transport.bearer()
            || !transport.cookie().isEmpty()
            || !transport.query().isEmpty()
            || !prefix.isEmpty();
    if (!somewhere) {
      written.report(
          problems, "transport", "names no place; expected Bearer, Cookie, Query or PathPrefix");
    }
    if (!prefix.isEmpty() && PathPatterns.firstNotIn(prefix, "-_~=") >= 0) {
      written.report(
          problems,
          "transport.pathPrefix",
          "found \"" + prefix + "\"; expected letters, digits, -, _, ~ and =, such as token=");
    }
  }
}
