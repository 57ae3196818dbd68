// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads cache policies, origin request policies, public keys and key groups. */
final class PolicyReader {
  private static final String HEADERS = "Headers";

  private PolicyReader() {}

  static CachePolicyConfig cachePolicy(String id, JsonFields fields) {
    String name = fields.require("Name", "the name of the policy").string("Name", id);
    CachePolicyConfig.Builder policy = CachePolicyConfig.builder(id).name(name);
    fields.require("MinTTL", "the least number of seconds a response is kept");
    policy.minTtlSeconds(fields.number("MinTTL", 0));
    if (fields.has("DefaultTTL")) {
      policy.defaultTtlSeconds(fields.number("DefaultTTL", 0));
    }
    if (fields.has("MaxTTL")) {
      policy.maxTtlSeconds(fields.number("MaxTTL", CachePolicyConfig.DEFAULT_MAX_TTL_SECONDS));
    }
    JsonFields key =
        fields
            .require("ParametersInCacheKeyAndForwardedToOrigin", "an object")
            .object(
                "ParametersInCacheKeyAndForwardedToOrigin",
                "ParametersInCacheKeyAndForwardedToOrigin",
                fields.place());
    if (key != null) {
      policy
          .acceptEncoding(
              key.flag("EnableAcceptEncodingGzip", false),
              key.flag("EnableAcceptEncodingBrotli", false))
          .headers(headers(key, Words.KEY_HEADERS))
          .cookies(cookies(key))
          .queryStrings(queryStrings(key));
    }
    return policy.build();
  }

  static OriginRequestPolicyConfig originRequestPolicy(String id, JsonFields fields) {
    String name = fields.require("Name", "the name of the policy").string("Name", id);
    return new OriginRequestPolicyConfig(
        id, name, headers(fields, Words.POLICY_HEADERS), cookies(fields), queryStrings(fields));
  }

  static PublicKeyConfig publicKey(String id, JsonFields fields) {
    String name = fields.string("Name", id);
    fields.require("EncodedKey", "the key in PEM");
    return new PublicKeyConfig(id, name, fields.string("EncodedKey", ""));
  }

  static KeyGroupConfig keyGroup(String id, JsonFields fields) {
    String name = fields.string("Name", id);
    fields.require("Items", "a list of public key ids");
    return new KeyGroupConfig(id, name, fields.strings("Items"));
  }

  private static HeaderSelection headers(
      JsonFields fields, Map<String, HeaderSelection.Kind> words) {
    JsonFields config = selection(fields, "HeadersConfig");
    if (config == null) {
      return HeaderSelection.none();
    }
    config.require("HeaderBehavior", "one of " + String.join(", ", words.keySet()));
    HeaderSelection.Kind kind = config.word("HeaderBehavior", words, HeaderSelection.Kind.NONE);
    return new HeaderSelection(kind, config.quantityStrings(HEADERS));
  }

  private static NameSelection cookies(JsonFields fields) {
    return names(selection(fields, "CookiesConfig"), "CookieBehavior", "Cookies");
  }

  private static NameSelection queryStrings(JsonFields fields) {
    return names(selection(fields, "QueryStringsConfig"), "QueryStringBehavior", "QueryStrings");
  }

  private static @Nullable JsonFields selection(JsonFields fields, String name) {
    return fields.require(name, "an object").object(name, name);
  }

  private static NameSelection names(
      @Nullable JsonFields config, String behavior, String listName) {
    if (config == null) {
      return NameSelection.none();
    }
    config.require(behavior, "one of " + String.join(", ", Words.NAMES.keySet()));
    NameSelection.Kind kind = config.word(behavior, Words.NAMES, NameSelection.Kind.NONE);
    List<String> names = config.quantityStrings(listName);
    return new NameSelection(kind, names);
  }
}
