// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionBody;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.Printable;
import dev.edgefilter.internal.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a function may return (CloudFront: Restrictions on edge functions). */
final class FunctionResultCheck {

  private static final int MAX_URL = 8192;

  /** CloudFront: Quotas, for a request with its line, and for a response. */
  private static final int MAX_HEADERS = 32_768;

  /** CloudFront documents 53.2 KB and 1.33 MB for what is written in base64. */
  private static final int MAX_VIEWER_BASE64 = 54_476;

  private static final int MAX_ORIGIN_BASE64 = 1_394_606;

  private static final int MAX_VIEWER_BODY = 40_960;
  private static final int MAX_ORIGIN_BODY = 1 << 20;

  private static final List<String> OF_VIEWER =
      List.of("CDN-Loop", "Content-Length", "Host", "Transfer-Encoding", "Via");

  /**
   * CloudFront: Lambda@Edge, a function must not add the country, which is added after its event.
   */
  private static final List<String> OF_VIEWER_WITH_COUNTRY =
      Stream.concat(OF_VIEWER.stream(), Stream.of(GeneratedHeader.VIEWER_COUNTRY.headerName()))
          .toList();

  private FunctionResultCheck() {}

  /**
   * Checks a result.
   *
   * @throws FunctionException that says what is wrong with it
   */
  static void check(EdgeEvent event, boolean lambda, @Nullable FunctionResult result)
      throws FunctionException {
    if (result instanceof FunctionResult.Continue next) {
      if (event.response() != null) {
        throw invalid("returned a request where a response was expected");
      }
      checkRequest(event, lambda, next.request());
    } else if (result instanceof FunctionResult.Respond respond) {
      checkResponse(event, lambda, respond.response());
    } else {
      throw invalid("returned nothing");
    }
  }

  /**
   * Checks the custom headers of what a function chose: one must not hide a header of the request
   * (CloudFront: helper methods), and none has to do with the framing.
   *
   * @throws FunctionException that says what is wrong with one
   */
  static void checkOrigins(OriginChoice choice, Headers request) throws FunctionException {
    checkCustom(choice.primary().change().customHeaders(), request);
    OriginChoice.Member secondary = choice.secondary();
    if (secondary != null) {
      checkCustom(secondary.change().customHeaders(), request);
    }
  }

  private static void checkCustom(@Nullable Headers custom, Headers request)
      throws FunctionException {
    for (int i = 0; custom != null && i < custom.size(); i++) {
      String name = custom.name(i);
      if (!OriginConfig.mayBeCustomHeader(name)
          || EventHeaders.isDisallowed(name.toLowerCase(Locale.ROOT))) {
        throw invalid("set the custom header " + name + " of an origin, which is not allowed");
      }
      if (request.contains(name)) {
        throw invalid(
            "set the custom header "
                + name
                + " of an origin, which is a header of the request already");
      }
    }
  }

  private static FunctionException invalid(String message) {
    return new FunctionException(FunctionException.Kind.INVALID_RESULT, message);
  }

  private static FunctionException forbidden(String message) {
    return new FunctionException(FunctionException.Kind.FORBIDDEN, message);
  }

  @SuppressWarnings("ReferenceEquality") // the same headers need no comparison
  private static void checkRequest(EdgeEvent event, boolean lambda, FunctionRequest after)
      throws FunctionException {
    FunctionRequest before = event.request();
    if (!after.method().equals(before.method())) {
      throw forbidden("changed the method, which is read-only");
    }
    String query = after.query();
    if (!isTarget(after.uri()) || !after.uri().startsWith("/") || after.uri().indexOf('?') >= 0) {
      throw invalid("returned the uri \"" + Printable.start(after.uri()) + "\", which is no path");
    }
    if (query != null && !isTarget(query)) {
      throw invalid("returned a query with characters that must be encoded");
    }
    if (after.uri().length() + (query == null ? 0 : query.length()) >= MAX_URL) {
      throw invalid("returned a uri longer than " + MAX_URL + " characters");
    }
    checkBody(event, after.body());
    if (after.headers() != before.headers()) {
      checkHeaders(before.headers(), after.headers(), readOnly(event.event(), lambda));
    }
  }

  private static void checkBody(EdgeEvent event, @Nullable FunctionBody body)
      throws FunctionException {
    if (body == null || !body.replaces()) {
      return;
    }
    if (event.request().body() == null) {
      throw invalid("replaced the body, which it may not see; set IncludeBody");
    }
    boolean viewerSide = event.event().onViewerSide();
    int most = viewerSide ? RequestBodies.VIEWER_BYTES : RequestBodies.ORIGIN_BYTES;
    if (body.encoding() == FunctionResponse.BodyEncoding.BASE64) {
      most = viewerSide ? MAX_VIEWER_BASE64 : MAX_ORIGIN_BASE64;
    }
    int length =
        body.encoding() == FunctionResponse.BodyEncoding.BASE64
            ? body.data().length()
            : body.data().getBytes(StandardCharsets.UTF_8).length;
    if (length > most) {
      throw invalid("replaced the body by one of " + length + " bytes, expected at most " + most);
    }
    try {
      body.bytes();
    } catch (IllegalArgumentException e) {
      throw invalid("replaced the body by one that is no base64");
    }
  }

  private static void checkResponse(EdgeEvent event, boolean lambda, FunctionResponse after)
      throws FunctionException {
    FunctionResponse before = event.response();
    if (after.status() < 200 || after.status() > 599) {
      throw invalid("returned the status " + after.status() + ", expected 200 to 599");
    }
    if (lambda && before != null && event.event() == FunctionEvent.VIEWER_RESPONSE) {
      if (after.status() != before.status() || after.body() != null) {
        throw invalid("changed the status or the body, expected other headers at most");
      }
    }
    checkBody(event, lambda, after);
    checkHeaders(
        before == null ? Headers.EMPTY : before.headers(),
        after.headers(),
        before == null ? List.of() : readOnly(event.event(), lambda));
  }

  private static void checkBody(EdgeEvent event, boolean lambda, FunctionResponse after)
      throws FunctionException {
    byte[] body;
    try {
      body = after.bodyBytes();
    } catch (IllegalArgumentException e) {
      throw invalid("returned a body that is no base64");
    }
    if (body == null || !lambda) {
      return;
    }
    int most = event.event().onViewerSide() ? MAX_VIEWER_BODY : MAX_ORIGIN_BODY;
    long headers = event.response() == null ? bytes(after.headers()) : 0;
    if (body.length + headers > most) {
      String with = headers == 0 ? "" : " with headers of " + headers + " bytes";
      throw invalid(
          "returned a body of " + body.length + " bytes" + with + ", expected at most " + most);
    }
    if (after.status() == 204 && body.length > 0) {
      throw invalid("returned a body with the status 204");
    }
  }

  private static List<String> readOnly(FunctionEvent event, boolean lambda) {
    return switch (event) {
      case VIEWER_REQUEST -> lambda ? OF_VIEWER_WITH_COUNTRY : OF_VIEWER;
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
      case VIEWER_RESPONSE ->
          lambda
              ? List.of("Warning", "Via", "Content-Length", "Content-Encoding", "Transfer-Encoding")
              : List.of("Warning", "Via");
    };
  }

  private static void checkHeaders(Headers before, Headers after, List<String> readOnly)
      throws FunctionException {
    for (String name : readOnly) {
      if (!Objects.equals(before.joined(name), after.joined(name))) {
        throw forbidden("changed the read-only header " + name);
      }
    }
    for (int i = 0; i < after.size(); i++) {
      String name = after.name(i);
      if (EventHeaders.isDisallowed(name.toLowerCase(Locale.ROOT))
          && !Objects.equals(before.joined(name), after.joined(name))) {
        throw forbidden("set the disallowed header " + name);
      }
    }
    long bytes = bytes(after);
    if (bytes > MAX_HEADERS) {
      throw invalid("returned headers of " + bytes + " bytes, expected at most " + MAX_HEADERS);
    }
  }

  private static long bytes(Headers headers) {
    long bytes = 0;
    for (int i = 0; i < headers.size(); i++) {
      // with ": " and the end of the line
      bytes += headers.name(i).length() + headers.value(i).length() + 4;
    }
    return bytes;
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
}
