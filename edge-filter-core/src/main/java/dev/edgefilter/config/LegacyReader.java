// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the fields that cache behaviors had before there were policies, and translates them into a
 * cache policy and an origin request policy of their own.
 */
final class LegacyReader {
  /** What a legacy cache behavior does not send unless it is listed. */
  private static final List<String> NOT_SENT =
      List.of(
          "Accept",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Authorization",
          "Expect",
          "Host",
          "Referer",
          "User-Agent",
          "X-HTTP-Method-Override");

  private final JsonFields behavior;
  private final String policyId;

  LegacyReader(String distributionId, JsonFields behavior) {
    this.behavior = behavior;
    this.policyId = "legacy-" + distributionId + '-' + lastPart(behavior.place());
  }

  /** Whether a cache behavior has one of the old fields. */
  static boolean isLegacy(JsonFields behavior) {
    boolean forwarded = behavior.has("ForwardedValues");
    boolean min = behavior.has("MinTTL");
    boolean normal = behavior.has("DefaultTTL");
    boolean max = behavior.has("MaxTTL");
    return forwarded || min || normal || max;
  }

  void read(CacheBehaviorConfig.Builder target) {
    behavior.require("ForwardedValues", "an object, or the id of a cache policy and no TTL fields");
    if (behavior.has("OriginRequestPolicyId")) {
      behavior.problem(
          "OriginRequestPolicyId",
          "needs a cache policy; replace ForwardedValues by CachePolicyId");
    }
    target.cachePolicy(policyId).originRequestPolicy(policyId);
    JsonFields values = behavior.object("ForwardedValues", "ForwardedValues");
    if (values == null) {
      target.cachePolicy(CacheBehaviorConfig.DEFAULT_CACHE_POLICY).originRequestPolicy(null);
    } else {
      List<String> headers = values.quantityStrings("Headers");
      boolean allHeaders = headers.contains("*");
      CachePolicyConfig.Builder key = times(allHeaders);
      boolean compress = behavior.flag("Compress", false);
      // Gzip is all that there was then; a listed header is kept apart by its whole value.
      key.acceptEncoding(compress && !lists(headers, "Accept-Encoding"), false);
      key.headers(allHeaders ? HeaderSelection.none() : listed(headers));
      key.cookies(cookies(values));
      finish(key, allHeaders ? HeaderSelection.allViewer() : sent(headers), values);
    }
  }

  private void finish(CachePolicyConfig.Builder key, HeaderSelection sent, JsonFields values) {
    values.require("QueryString", "true or false");
    boolean forwarded = values.flag("QueryString", false);
    List<String> keys = values.quantityStrings("QueryStringCacheKeys");
    NameSelection all = forwarded ? NameSelection.all() : NameSelection.none();
    key.queryStrings(
        forwarded && !keys.isEmpty() ? new NameSelection(NameSelection.Kind.WHITELIST, keys) : all);
    add(
        key.build(),
        new OriginRequestPolicyConfig(policyId, policyId, sent, NameSelection.none(), all));
  }

  private void add(CachePolicyConfig cachePolicy, OriginRequestPolicyConfig originRequestPolicy) {
    Reading reading = behavior.reading();
    reading.config().cachePolicy(cachePolicy).originRequestPolicy(originRequestPolicy);
    reading.remember(cachePolicy, behavior.place());
    reading.remember(originRequestPolicy, behavior.place());
  }

  private CachePolicyConfig.Builder times(boolean allHeaders) {
    CachePolicyConfig.Builder policy = CachePolicyConfig.builder(policyId);
    policy.minTtlSeconds(behavior.number("MinTTL", 0));
    if (behavior.has("DefaultTTL")) {
      policy.defaultTtlSeconds(behavior.number("DefaultTTL", 0));
    }
    if (behavior.has("MaxTTL")) {
      policy.maxTtlSeconds(behavior.number("MaxTTL", CachePolicyConfig.DEFAULT_MAX_TTL_SECONDS));
    }
    if (!allHeaders) {
      return policy;
    }
    if (behavior.number("MinTTL", 0) != 0) {
      behavior.problem(
          "MinTTL", "is not 0 although all headers are forwarded; expected 0 (nothing is cached)");
    }
    return policy.minTtlSeconds(0).defaultTtlSeconds(0).maxTtlSeconds(0);
  }

  private static boolean lists(List<String> headers, String name) {
    for (String header : headers) {
      if (header.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static HeaderSelection listed(List<String> headers) {
    return headers.isEmpty()
        ? HeaderSelection.none()
        : new HeaderSelection(HeaderSelection.Kind.WHITELIST, headers);
  }

  /** Listed headers are sent by the cache policy; the rest is sent but for a fixed few. */
  private static HeaderSelection sent(List<String> headers) {
    List<String> lowerCase = new ArrayList<>();
    for (String header : headers) {
      lowerCase.add(header.toLowerCase(Locale.ROOT));
    }
    List<String> except = new ArrayList<>();
    for (String header : NOT_SENT) {
      if (!lowerCase.contains(header.toLowerCase(Locale.ROOT))) {
        except.add(header);
      }
    }
    return new HeaderSelection(HeaderSelection.Kind.ALL_EXCEPT, except);
  }

  private static NameSelection cookies(JsonFields values) {
    JsonFields cookies =
        values.require("Cookies", "an object").object("Cookies", "CookiePreference");
    if (cookies == null) {
      return NameSelection.none();
    }
    cookies.require("Forward", "one of none, whitelist, all");
    NameSelection.Kind kind =
        cookies.word("Forward", Words.LEGACY_COOKIES, NameSelection.Kind.NONE);
    List<String> names = cookies.quantityStrings("WhitelistedNames");
    boolean patterns = false;
    for (String name : names) {
      patterns |= name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }
    return kind.listsNames()
        ? new NameSelection(kind, names, patterns)
        : new NameSelection(kind, List.of());
  }

  private static String lastPart(String place) {
    return place.substring(place.lastIndexOf('.') + 1);
  }
}
