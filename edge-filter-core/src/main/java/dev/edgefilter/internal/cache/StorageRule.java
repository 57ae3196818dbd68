// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.http.Vary;
import dev.edgefilter.store.StoredHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** May a response be stored, as what, and for how long (RFC 9111, 3; CloudFront: Caching). */
public final class StorageRule {

  private StorageRule() {}

  /**
   * Decides about one response of the origin.
   *
   * @param request the request as the origin got it, for the values that Vary selects by
   */
  public static StorageDecision decide(
      StorageFacts facts, OriginView request, ResponseHead head, TtlSettings settings) {
    if (!facts.methodCached()) {
      return StorageDecision.no(StorageReason.METHOD, null);
    }
    if (facts.method().equals("HEAD")) {
      return StorageDecision.no(StorageReason.HEAD, null);
    }
    if (facts.requestNoStore()) {
      return StorageDecision.no(StorageReason.REQUEST_NO_STORE, null);
    }
    StorageReason framing = framing(facts, head);
    if (framing != null) {
      return StorageDecision.no(framing, null);
    }
    TtlDecision ttl = TtlRule.decide(head, settings, facts.requestMillis(), facts.arrivalMillis());
    if (!ttl.storable()) {
      return StorageDecision.no(reasonOf(ttl.reason()), ttl);
    }
    Vary vary = Vary.parse(head.headers().all("Vary"));
    boolean varyHonoured = settings.on(FidelitySwitch.VARY_SELECTS);
    boolean cookieSelects = varyHonoured && vary.names().contains("cookie");
    StorageReason refusal = refusal(facts, head, cookieSelects, settings);
    if (refusal != null) {
      return StorageDecision.no(refusal, ttl);
    }
    if (vary.any() && (varyHonoured || settings.minSeconds() == 0)) {
      return StorageDecision.no(StorageReason.VARY_STAR, ttl);
    }
    StoredHead stored =
        storedHead(facts, request, head, ttl, varyHonoured ? vary.names() : List.of(), settings);
    if (stored.lifetimeMillis() <= stored.initialAgeMillis()
        && stored.entityTag() == null
        && stored.lastModifiedMillis() == HttpDate.INVALID
        && stored.staleWhileRevalidateMillis() == 0
        && stored.staleIfErrorMillis() == 0) {
      return StorageDecision.no(StorageReason.NO_FRESHNESS, ttl);
    }
    return new StorageDecision(stored, StorageReason.STORED, ttl);
  }

  private static @Nullable StorageReason framing(StorageFacts facts, ResponseHead head) {
    int status = head.status();
    if ((status == 206) != facts.slice()) {
      return StorageReason.PARTIAL;
    }
    if (status < 200 || status == 304 || status == 416) {
      return StorageReason.STATUS;
    }
    if (isEventStream(head.headers().first("Content-Type"))) {
      return StorageReason.STREAM;
    }
    return null;
  }

  private static boolean isEventStream(@Nullable String contentType) {
    return contentType != null && contentType.regionMatches(true, 0, "text/event-stream", 0, 17);
  }

  private static @Nullable StorageReason refusal(
      StorageFacts facts, ResponseHead head, boolean cookieSelects, TtlSettings settings) {
    Directives directives = Directives.of(head.headers(), settings);
    if (facts.sessionUsed()) {
      return StorageReason.SESSION;
    }
    boolean meantForAll = directives.meantForAll(settings);
    if (facts.authorizationUnkeyed() && !meantForAll) {
      return StorageReason.AUTHORIZATION;
    }
    if (facts.cookiesUnkeyed() && !meantForAll && !cookieSelects) {
      return StorageReason.COOKIE;
    }
    boolean setsCookie =
        head.headers().contains("Set-Cookie")
            && !namesSetCookie(directives.control().noCacheFields())
            && !namesSetCookie(directives.control().privateFields());
    // Where no cookie is forwarded Set-Cookie is removed, so the rest may be kept.
    if (setsCookie && facts.cookiesForwarded() && !settings.on(FidelitySwitch.SET_COOKIE_STORED)) {
      return StorageReason.SET_COOKIE;
    }
    return null;
  }

  private static boolean namesSetCookie(List<String> fields) {
    for (String field : fields) {
      if (field.equalsIgnoreCase("Set-Cookie")) {
        return true;
      }
    }
    return false;
  }

  private static StoredHead storedHead(
      StorageFacts facts,
      OriginView request,
      ResponseHead head,
      TtlDecision ttl,
      List<String> varyNames,
      TtlSettings settings) {
    List<String> values = new ArrayList<>(varyNames.size());
    for (String name : varyNames) {
      values.add(VaryRule.value(request, name));
    }
    Headers headers = keptHeaders(head.headers(), facts, settings);
    @Nullable String modified = head.headers().first("Last-Modified");
    return new StoredHead(
        head.status(),
        headers,
        varyNames,
        values,
        facts.arrivalMillis(),
        ttl.initialAgeSeconds() * 1000,
        ttl.lifetimeSeconds() * 1000,
        ttl.staleWhileRevalidateSeconds() * 1000,
        ttl.staleIfErrorSeconds() * 1000,
        ttl.mustRevalidate(),
        ttl.alwaysValidate(),
        EntityTag.parse(head.headers().first("ETag")),
        modified == null ? HttpDate.INVALID : HttpDate.parseMillis(modified, facts.arrivalMillis()),
        List.of());
  }

  /** Without the fields that a qualified no-cache or private names (RFC 9111, 5.2.2.4). */
  private static Headers keptHeaders(Headers headers, StorageFacts facts, TtlSettings settings) {
    CacheControl directives = Directives.of(headers, settings).control();
    Headers.Builder kept = headers.toBuilder();
    for (String field : directives.noCacheFields()) {
      kept.remove(field);
    }
    for (String field : directives.privateFields()) {
      kept.remove(field);
    }
    if (!(facts.cookiesForwarded() && settings.on(FidelitySwitch.SET_COOKIE_STORED))) {
      kept.remove("Set-Cookie");
    }
    if (!headers.contains("Date")) {
      kept.add("Date", HttpDate.format(facts.arrivalMillis())); // RFC 9110, 6.6.1
    }
    return kept.remove("Age").build();
  }

  private static StorageReason reasonOf(TtlReason reason) {
    return switch (reason) {
      case CACHING_DISABLED -> StorageReason.CACHING_DISABLED;
      case NO_STORE -> StorageReason.NO_STORE;
      case PRIVATE -> StorageReason.PRIVATE;
      case ERROR_DIRECTIVE -> StorageReason.ERROR_DIRECTIVE;
      case STATUS -> StorageReason.STATUS;
      case MUST_UNDERSTAND -> StorageReason.MUST_UNDERSTAND;
      case S_MAXAGE,
          MAX_AGE,
          TARGETED_MAX_AGE,
          EXPIRES,
          HEURISTIC,
          NO_LIFETIME,
          DEFAULT_TTL,
          MIN_TTL,
          MAX_TTL,
          NO_CACHE,
          ERROR_TTL ->
          StorageReason.NO_FRESHNESS;
    };
  }
}
