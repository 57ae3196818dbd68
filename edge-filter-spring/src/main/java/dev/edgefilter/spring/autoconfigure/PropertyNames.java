// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import java.util.Locale;
import java.util.Map;

/** Names the property that a place of a configuration was written in. */
final class PropertyNames {

  /** Where properties use another word than CloudFront's JSON. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("cacheBehaviors", "behaviors"),
          Map.entry("defaultCacheBehavior", "default-behavior"),
          Map.entry("targetOriginId", "target-origin"),
          Map.entry("cachePolicyId", "cache-policy"),
          Map.entry("originRequestPolicyId", "origin-request-policy"),
          Map.entry("responseHeadersPolicyId", "response-headers-policy"),
          Map.entry("webACLId", "web-acl"),
          Map.entry("restrictions", ""),
          Map.entry("functionAssociations", "functions"),
          Map.entry("customErrorResponses", "error-responses"),
          Map.entry("errorCachingMinTTL", "caching-min-ttl"),
          Map.entry("minTTL", "min-ttl"),
          Map.entry("maxTTL", "max-ttl"),
          Map.entry("defaultTTL", "default-ttl"),
          Map.entry("customOriginConfig", ""));

  private PropertyNames() {}

  /** {@code distributions[0].cacheBehaviors[2].pathPattern} becomes {@code edge.distribution…}. */
  static String of(String place) {
    if (place.startsWith("edge.")) {
      return place;
    }
    String inside = place.replaceFirst("^distributions\\[0]\\.?", "");
    boolean library = inside.matches("(cachePolicies|publicKeys|keyGroups)\\b.*");
    StringBuilder name = new StringBuilder(library ? "edge" : "edge.distribution");
    for (String part : inside.isEmpty() ? new String[0] : inside.split("\\.", -1)) {
      int index = part.indexOf('[');
      String word = index < 0 ? part : part.substring(0, index);
      String property = WORDS.getOrDefault(word, kebab(word));
      if (!property.isEmpty()) {
        name.append('.').append(property).append(index < 0 ? "" : part.substring(index));
      }
    }
    return name.toString();
  }

  private static String kebab(String word) {
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isUpperCase(c) && kebab.length() > 0) {
        kebab.append('-');
      }
      kebab.append(c);
    }
    return kebab.toString().toLowerCase(Locale.ROOT);
  }
}
