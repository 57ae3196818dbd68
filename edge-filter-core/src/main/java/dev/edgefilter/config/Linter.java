// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks for what is allowed and probably not meant; behavior by behavior, and between them. */
final class Linter {

  private static final int LONG_ERROR_SECONDS = 60;

  private final EdgeConfig config;
  private final Places places;
  private final List<LintFinding> findings = new ArrayList<>();
  private String place = "";
  private Position at = Position.NONE;
  private String source = "";

  private Linter(EdgeConfig config, Places places) {
    this.config = config;
    this.places = places;
  }

  /** Looks at a configuration; {@code places} tells where its distributions were written. */
  static List<LintFinding> lint(EdgeConfig config, Places places) {
    Linter linter = new Linter(config, places);
    config.distributions().forEach(linter::distribution);
    return List.copyOf(linter.findings);
  }

  private void distribution(DistributionConfig distribution) {
    List<CacheBehaviorConfig> behaviors = distribution.cacheBehaviors();
    for (int i = 0; i < behaviors.size(); i++) {
      look(distribution, "cacheBehaviors[" + i + "]", " " + behaviors.get(i).pathPattern());
      order(behaviors, i, distribution.defaultCacheBehavior());
      behavior(distribution, behaviors.get(i));
    }
    look(distribution, "defaultCacheBehavior", "");
    behavior(distribution, distribution.defaultCacheBehavior());
    List<CustomErrorResponseConfig> errors = distribution.customErrorResponses();
    for (int i = 0; i < errors.size(); i++) {
      look(distribution, "customErrorResponses[" + i + "]", " " + errors.get(i).errorCode());
      errorPage(distribution, errors.get(i));
    }
  }

  /** Sets what the next findings are about. */
  private void look(DistributionConfig distribution, String setting, String more) {
    Written written = places.of(distribution);
    place = distribution.id() + " " + setting + more;
    source = written.source();
    at = written.at(setting);
  }

  private void found(String rule, String why, String mend) {
    findings.add(new LintFinding(rule, place, why, mend, source, at.line(), at.column()));
  }

  // --- between behaviors -----------------------------------------------------------------------

  private void order(List<CacheBehaviorConfig> all, int index, CacheBehaviorConfig otherwise) {
    CacheBehaviorConfig later = all.get(index);
    for (int i = 0; i < index; i++) {
      CacheBehaviorConfig earlier = all.get(i);
      if (PatternSets.covers(earlier.pathPattern(), later.pathPattern())) {
        found(
            "unreachable-behavior",
            "never used, because cacheBehaviors["
                + i
                + "] "
                + earlier.pathPattern()
                + " comes first and takes every such path",
            "move it up, or delete it");
        return;
      }
      if (later.needsSignature()
          && !earlier.needsSignature()
          && PatternSets.overlap(earlier.pathPattern(), later.pathPattern())) {
        found(
            "signed-behavior-shadowed",
            "paths that cacheBehaviors["
                + i
                + "] "
                + earlier.pathPattern()
                + " takes as well are served without a signature",
            "move the signed behavior up");
      }
    }
    if (later.needsSignature() && !otherwise.needsSignature() && differsByCase(later)) {
      found(
          "signed-behavior-by-case",
          "patterns are case-sensitive, so a path in another case falls to the open default"
              + " behavior; origins that ignore case answer it",
          "sign the default behavior, too, or let the origin mind the case");
    }
  }

  /** Only worth a word where the origin is likely to ignore case: a bucket and Java do not. */
  private boolean differsByCase(CacheBehaviorConfig behavior) {
    String pattern = behavior.pathPattern();
    return !pattern.equals(pattern.toLowerCase(Locale.ROOT));
  }

  // --- one behavior ----------------------------------------------------------------------------

  private void behavior(DistributionConfig distribution, CacheBehaviorConfig behavior) {
    CachePolicyConfig policy = config.cachePolicy(behavior.cachePolicyId());
    String forwards = behavior.originRequestPolicyId();
    OriginRequestPolicyConfig sent = forwards == null ? null : config.originRequestPolicy(forwards);
    if (policy != null) {
      identity(policy, sent);
      minTtl(policy);
      compression(behavior, policy);
    }
    foreignHost(distribution, behavior, sent);
    responseFunctions(distribution, behavior);
    if (behavior.needsSignature()
        && behavior.viewerProtocolPolicy() == ViewerProtocolPolicy.ALLOW_ALL) {
      found(
          "signature-over-http",
          "signed URLs and cookies also work over plain http, where anybody on the way can take them",
          "set the viewer protocol policy to https-only or redirect-to-https");
    }
  }

  private void identity(CachePolicyConfig policy, @Nullable OriginRequestPolicyConfig sent) {
    if (policy.maxTtlSeconds() == 0) {
      return; // nothing is stored
    }
    if (names(policy.headers(), "authorization")) {
      found(
          "authorization-in-key",
          "Authorization is part of the cache key of policy "
              + policy.name()
              + ", so each token has copies of its own, and they outlive its end",
          "disable caching for what needs a login");
    }
    if (policy.cookies().kind() == NameSelection.Kind.ALL && policy.defaultTtlSeconds() > 0) {
      found(
          "all-cookies-in-key",
          "every cookie is part of the cache key of policy "
              + policy.name()
              + ", so a visitor with a session or an analytics cookie never meets a hit",
          "name the cookies that change the answer");
    }
    if (sent == null) {
      return;
    }
    if (forwardsMoreCookies(policy.cookies(), sent.cookies())) {
      found(
          "cookies-forwarded-but-not-in-key",
          "the origin request policy "
              + sent.name()
              + " sends cookies that are not part of the cache key, so what is made for one visitor"
              + " may be stored for all",
          "disable caching here, or make the cookies part of the key");
    }
    if (forwardsAuthorization(sent.headers()) && !names(policy.headers(), "authorization")) {
      found(
          "authorization-forwarded-but-not-in-key",
          "the origin request policy "
              + sent.name()
              + " sends Authorization, which is not part of the cache key, so an answer for one user"
              + " that says public or s-maxage is stored for all",
          "disable caching here, or forward less");
    }
  }

  private static boolean forwardsMoreCookies(NameSelection key, NameSelection sent) {
    return switch (sent.kind()) {
      case NONE -> false;
      case ALL, ALL_EXCEPT -> key.kind() != NameSelection.Kind.ALL;
      case WHITELIST ->
          key.kind() != NameSelection.Kind.ALL && !key.names().containsAll(sent.names());
    };
  }

  private static boolean forwardsAuthorization(HeaderSelection sent) {
    return switch (sent.kind()) {
      case NONE -> false;
      case WHITELIST -> names(sent, "authorization");
      case ALL_VIEWER, ALL_VIEWER_AND_WHITELIST_CLOUDFRONT -> true;
      case ALL_EXCEPT -> sent.names().stream().noneMatch(n -> n.equalsIgnoreCase("authorization"));
    };
  }

  private static boolean names(HeaderSelection headers, String name) {
    return headers.kind() == HeaderSelection.Kind.WHITELIST
        && headers.names().stream().anyMatch(name::equalsIgnoreCase);
  }

  private void minTtl(CachePolicyConfig policy) {
    // The managed policies have one second, which is a choice of CloudFront's and not the
    // operator's.
    if (policy.minTtlSeconds() > 1) {
      found(
          "min-ttl-over-private",
          "policy "
              + policy.name()
              + " has a Minimum TTL of "
              + policy.minTtlSeconds()
              + " s, for which CloudFront keeps an answer even if it says no-store or private",
          "set it to 0 and let the origin say what is kept");
    }
  }

  private void compression(CacheBehaviorConfig behavior, CachePolicyConfig policy) {
    if (behavior.compress() && !policy.acceptEncodingGzip() && !policy.acceptEncodingBrotli()) {
      found(
          "compress-without-encoding",
          "Compress is on, but policy "
              + policy.name()
              + " allows neither gzip nor br, so nothing is",
          "enable gzip and br in the cache policy");
    }
  }

  private void foreignHost(
      DistributionConfig distribution,
      CacheBehaviorConfig behavior,
      @Nullable OriginRequestPolicyConfig sent) {
    boolean host =
        sent != null
            && (sent.headers().kind() == HeaderSelection.Kind.ALL_VIEWER
                || sent.headers().kind() == HeaderSelection.Kind.ALL_VIEWER_AND_WHITELIST_CLOUDFRONT
                || names(sent.headers(), "host"));
    for (OriginConfig origin : distribution.origins()) {
      if (host && origin.id().equals(behavior.targetOriginId()) && isForeign(origin)) {
        found(
            "viewer-host-to-foreign-origin",
            "the origin "
                + origin.domainName()
                + " is asked with the viewer's Host, which it does not know: it answers 403 or 404,"
                + " or its certificate does not fit",
            "use Managed-AllViewerExceptHostHeader");
      }
    }
  }

  /** Those that route by Host and cannot be taught another one. */
  private static boolean isForeign(OriginConfig origin) {
    String name = origin.domainName();
    return name.endsWith(".amazonaws.com")
        || name.endsWith(".on.aws")
        || name.endsWith(".cloudfront.net")
        || name.endsWith(".azurewebsites.net")
        || name.endsWith(".herokuapp.com")
        || origin.s3();
  }

  private void responseFunctions(DistributionConfig distribution, CacheBehaviorConfig behavior) {
    boolean onResponse =
        behavior.functionAssociations().stream()
            .anyMatch(one -> one.event() == FunctionEvent.VIEWER_RESPONSE);
    if (onResponse) {
      found(
          "viewer-response-not-on-errors",
          "its viewer-response function does not run when the origin answers 400 or more, so headers"
              + " that it sets are missing on "
              + (distribution.customErrorResponses().isEmpty() ? "errors" : "error pages"),
          "set security headers by a response headers policy");
    }
  }

  // --- error pages -----------------------------------------------------------------------------

  private void errorPage(DistributionConfig distribution, CustomErrorResponseConfig error) {
    if (error.errorCode() >= 500 && error.errorCachingMinTtlSeconds() > LONG_ERROR_SECONDS) {
      found(
          "long-error-caching",
          "a moment's failure is shown for " + error.errorCachingMinTtlSeconds() + " s",
          "set ErrorCachingMinTTL to a few seconds");
    }
    boolean becomesPage =
        (error.errorCode() == 403 || error.errorCode() == 404) && error.responseCode() == 200;
    if (!becomesPage) {
      return;
    }
    for (CacheBehaviorConfig behavior : distribution.cacheBehaviors()) {
      if (behavior.pathPattern().toLowerCase(Locale.ROOT).contains("api")) {
        found(
            "error-page-hides-api-errors",
            "error pages hold for the whole distribution, so a "
                + error.errorCode()
                + " of "
                + behavior.pathPattern()
                + " reaches its callers as 200 with the page "
                + error.responsePagePath(),
            "rewrite the paths of the application's pages in a viewer-request function instead");
        return;
      }
    }
  }
}
