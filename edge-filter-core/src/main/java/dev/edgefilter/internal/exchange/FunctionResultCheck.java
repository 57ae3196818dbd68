// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a function may return (CloudFront: Restrictions on edge functions). */
final class FunctionResultCheck {

  private static final int MAX_URL = 8192;

  private static final Set<String> DISALLOWED =
      Set.of(
          "connection",
          "expect",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "trailer",
          "upgrade",
          "x-accel-buffering",
          "x-accel-charset",
          "x-accel-limit-rate",
          "x-accel-redirect",
          "x-cache",
          "x-forwarded-proto",
          "x-real-ip");

  private static final List<String> DISALLOWED_PREFIXES =
      List.of("x-amz-cf-", "x-amzn-", "x-edge-");

  private FunctionResultCheck() {}

  /** What is wrong with a result, or null. */
  static @Nullable String fault(EdgeEvent event, @Nullable FunctionResult result) {
    if (result instanceof FunctionResult.Continue next) {
      return event.response() == null
          ? requestFault(event, next.request())
          : "returned a request where a response was expected";
    }
    if (result instanceof FunctionResult.Respond respond) {
      return responseFault(event, respond.response());
    }
    return "returned nothing";
  }

  private static @Nullable String requestFault(EdgeEvent event, FunctionRequest after) {
    FunctionRequest before = event.request();
    if (!after.method().equals(before.method())) {
      return "changed the method, which is read-only";
    }
    String query = after.query();
    if (!isTarget(after.uri()) || !after.uri().startsWith("/")) {
      return "returned the uri \"" + printable(after.uri()) + "\", which is no path";
    }
    if (query != null && !isTarget(query)) {
      return "returned a query with characters that must be encoded";
    }
    if (after.uri().length() + (query == null ? 0 : query.length()) >= MAX_URL) {
      return "returned a uri longer than " + MAX_URL + " characters";
    }
    return headerFault(before.headers(), after.headers(), readOnly(event.event()));
  }

  private static @Nullable String responseFault(EdgeEvent event, FunctionResponse after) {
    if (after.status() < 200 || after.status() > 599) {
      return "returned the status " + after.status() + ", expected 200 to 599";
    }
    FunctionResponse before = event.response();
    return headerFault(
        before == null ? Headers.EMPTY : before.headers(),
        after.headers(),
        before == null ? List.of() : readOnly(event.event()));
  }

  private static List<String> readOnly(FunctionEvent event) {
    return switch (event) {
      case VIEWER_REQUEST ->
          List.of("CDN-Loop", "Content-Length", "Host", "Transfer-Encoding", "Via");
      case ORIGIN_REQUEST ->
          List.of(
              "Accept-Encoding",
              "CDN-Loop",
              "Content-Length",
              "If-Modified-Since",
              "If-None-Match",
              "If-Range",
              "If-Unmodified-Since",
              "Transfer-Encoding",
              "Via");
      case ORIGIN_RESPONSE -> List.of("Transfer-Encoding", "Via");
      case VIEWER_RESPONSE -> List.of("Warning", "Via");
    };
  }

  private static @Nullable String headerFault(
      Headers before, Headers after, List<String> readOnly) {
    for (String name : readOnly) {
      if (!Objects.equals(before.joined(name), after.joined(name))) {
        return "changed the read-only header " + name;
      }
    }
    for (int i = 0; i < after.size(); i++) {
      String name = after.name(i);
      if (isDisallowed(name.toLowerCase(Locale.ROOT))
          && !Objects.equals(before.joined(name), after.joined(name))) {
        return "set the disallowed header " + name;
      }
    }
    return null;
  }

  private static boolean isDisallowed(String lower) {
    for (String prefix : DISALLOWED_PREFIXES) {
      if (lower.startsWith(prefix)) {
        return true;
      }
    }
    return DISALLOWED.contains(lower);
  }

  /** No blanks, control characters, non-ASCII or fragment. */
  private static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(80, text.length()); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c >= 127 ? '?' : c);
    }
    return safe.toString();
  }
}
