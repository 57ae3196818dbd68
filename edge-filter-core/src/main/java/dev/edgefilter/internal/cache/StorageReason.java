// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;
import dev.edgefilter.store.StoreRefusal;

/** Why a response was or was not stored. */
public enum StorageReason implements Reason {
  /** Stored. */
  STORED("stored", "RFC 9111, 3"),
  /** A slice of a large object was fetched and stored. */
  SLICE("slice-fetched", "RFC 9111, 3.3"),
  /** The stored response was confirmed by the origin. */
  REFRESHED("refreshed", "RFC 9111, 4.3.4"),
  /** A change of the resource; what was stored of it is dropped. */
  UNSAFE_METHOD("invalidates", "RFC 9111, 4.4"),
  /** A method whose answers are not kept. */
  METHOD("not-stored-method", "CloudFront: Cached HTTP methods"),
  /** An answer to HEAD has no body to keep. */
  HEAD("not-stored-head", "RFC 9110, 9.3.2"),
  /** An answer to HEAD told that what is stored is out of date. */
  HEAD_DIFFERS("head-differs", "RFC 9111, 4.3.5"),
  /** All TTLs are 0. */
  CACHING_DISABLED("caching-disabled", "CloudFront: Expiration, all TTLs 0"),
  /** {@code no-store}. */
  NO_STORE("no-store", "RFC 9111, 5.2.2.5"),
  /** {@code must-understand} with a status that is not known here. */
  MUST_UNDERSTAND("must-understand", "RFC 9111, 5.2.2.3"),
  /** {@code no-store} in the request. */
  REQUEST_NO_STORE("request-no-store", "RFC 9111, 5.2.1.5"),
  /** {@code private}. */
  PRIVATE("private", "RFC 9111, 5.2.2.7"),
  /** Stale on arrival and nothing to validate with. */
  NO_FRESHNESS("no-freshness", "RFC 9111, 3"),
  /** A status that is not kept. */
  STATUS("status-not-cacheable", "CloudFront: HTTP status codes that are cached"),
  /** An error with no-store, no-cache or private. */
  ERROR_DIRECTIVE("error-not-cacheable", "CloudFront: How CloudFront caches errors"),
  /** {@code Set-Cookie} where cookies are forwarded. */
  SET_COOKIE("set-cookie", "Edge Filter: Set-Cookie is not stored"),
  /** The request carried credentials that are not in the key. */
  AUTHORIZATION("authorization", "RFC 9111, 3.5"),
  /** The request carried cookies that reached the origin but are not in the key. */
  COOKIE("cookie-unkeyed", "Edge Filter: answers to cookies outside the key are not shared"),
  /** The application used the viewer's session or identity. */
  SESSION("session-used", "Edge Filter: answers made with a session are not shared"),
  /** {@code Vary: *}. */
  VARY_STAR("vary-star", "RFC 9111, 4.1"),
  /** A part that is not kept as a whole. */
  PARTIAL("partial", "RFC 9111, 3.3"),
  /** {@code Content-Range} or framing that fits no complete response. */
  FRAMING("framing", "RFC 9112, 6.3"),
  /** Larger than the store takes. */
  TOO_LARGE("too-large", "Edge Filter: largest stored body"),
  /** The store has no room at present. */
  NO_ROOM("no-room", "Edge Filter: the store is never over its bound"),
  /** Asked for too rarely to displace what is stored. */
  NOT_ADMITTED("not-admitted", "Edge Filter: what is asked for more often stays"),
  /** The application ended the response by sendError, past the edge. */
  SEND_ERROR("send-error", "Servlet 6.0, 10.9: error pages are written by the container"),
  /** The body did not arrive whole. */
  INCOMPLETE("incomplete", "RFC 9111, 3.3"),
  /** The path was invalidated while the response was on its way. */
  INVALIDATED("invalidated", "CloudFront: Invalidating files"),
  /** An answer that came later has been stored already. */
  SUPERSEDED("superseded", "RFC 9111, 4: the most recent response"),
  /** An endless or upgraded stream. */
  STREAM("stream", "Edge Filter: event streams are not stored"),
  /** The request passed without a look at the store. */
  NOT_SHAREABLE("not-shareable", "Edge Filter: uncacheable answers do not queue"),
  /** Made by a function for this viewer. */
  GENERATED("generated", "CloudFront: Generating HTTP responses");

  private final String token;
  private final String source;

  StorageReason(String token, String source) {
    this.token = token;
    this.source = source;
  }

  /** The reason for which a store did not keep a response. */
  public static StorageReason of(StoreRefusal refusal) {
    return switch (refusal) {
      case TOO_LARGE -> TOO_LARGE;
      case NO_ROOM -> NO_ROOM;
      case NOT_ADMITTED -> NOT_ADMITTED;
      case INVALIDATED -> INVALIDATED;
      case SUPERSEDED -> SUPERSEDED;
      case INCOMPLETE -> INCOMPLETE;
    };
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return source;
  }
}
