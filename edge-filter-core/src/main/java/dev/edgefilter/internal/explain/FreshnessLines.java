// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.internal.cache.TtlDecision;
import dev.edgefilter.internal.cache.TtlRule;
import dev.edgefilter.internal.cache.TtlSettings;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.StoredHead;

/** How a freshness lifetime came about: what was asked, which limit cut it, and what is left. */
final class FreshnessLines {

  private FreshnessLines() {}

  static void add(Lines facts, StoredHead head, BehaviorPlan behavior) {
    TtlSettings settings = behavior.ttl();
    TtlDecision ttl = TtlRule.redecide(head, settings);
    Lines steps = new Lines();
    String control = head.headers().joined("Cache-Control");
    steps.add("Cache-Control", control == null ? "(none)" : control);
    String expires = head.headers().joined("Expires");
    if (expires != null) {
      steps.add("Expires", expires);
    }
    steps.add("asked for", Units.seconds(ttl.askedSeconds()), ttl.askedBy());
    steps.add("age on arrival", Units.seconds(head.initialAgeMillis() / 1000));
    if (head.status() >= 400) {
      steps.add(
          "error caching min TTL", Units.seconds(settings.errorTtls().seconds(head.status())));
    } else {
      steps.add("Minimum TTL", Units.seconds(settings.minSeconds()));
      steps.add("Default TTL", Units.seconds(settings.defaultSeconds()));
    }
    steps.add("Maximum TTL", Units.seconds(settings.maxSeconds()));
    steps.add("decided", Units.seconds(ttl.lifetimeSeconds()), ttl.reason());
    long lifetime = head.lifetimeMillis() / 1000;
    boolean same = ttl.storable() && lifetime == ttl.lifetimeSeconds();
    if (!same) {
      steps.add("stored with", Units.seconds(lifetime) + ", under an earlier configuration");
    }
    facts.add("freshness lifetime", Units.seconds(lifetime), same ? ttl.reason() : null, steps);
    if (head.alwaysValidate()) {
      facts.add("validated", "every time");
    }
    long whileRevalidate = head.staleWhileRevalidateMillis() / 1000;
    facts.add(
        "stale-while-revalidate",
        Units.seconds(whileRevalidate),
        whileRevalidate == ttl.staleWhileRevalidateSeconds() ? ttl.whileRevalidateBy() : null);
    long ifError = head.staleIfErrorMillis() / 1000;
    facts.add(
        "stale-if-error",
        Units.seconds(ifError),
        ifError == ttl.staleIfErrorSeconds() ? ttl.ifErrorBy() : null);
  }
}
