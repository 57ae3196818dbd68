// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResponse.BodyEncoding;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a function of CloudFront Functions returned. What it did not change stays exactly as
 * it arrived; what it changed is sent in UTF-8.
 */
public final class ResultReader {
  /** The first character of a result that is told part by part; no JSON begins so. */
  private static final char TOLD = '+';

  /** The longest body a function may make, in bytes. */
  public static final int MAX_BODY_BYTES = 40_960;

  private ResultReader() {}

  /**
   * Reads a result.
   *
   * @param json the result, or its parts as messages.js tells them
   * @throws FunctionException when it is neither a request nor a response, or a part of it is wrong
   */
  public static FunctionResult read(EdgeEvent event, String json) throws FunctionException {
    Object tree;
    try {
      boolean told = !json.isEmpty() && json.charAt(0) == TOLD;
      tree = told ? ToldResult.of(Json.parse(json.substring(1))) : Json.parse(json);
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned no object: " + e.getMessage());
    }
    return read(event, tree);
  }

  /** The same for a tree of maps, lists and values. */
  public static FunctionResult read(EdgeEvent event, @Nullable Object tree)
      throws FunctionException {
    Map<String, @Nullable Object> result = Tree.object(tree, "its result");
    try {
      if (result.get("statusCode") != null) {
        return FunctionResult.response(response(event, result));
      }
      if (event.response() != null) {
        throw Tree.invalid("returned no response: an object without statusCode");
      }
      return FunctionResult.request(request(event.request(), result));
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned a header that cannot be sent: " + e.getMessage());
    }
  }

  private static FunctionRequest request(
      FunctionRequest before, Map<String, @Nullable Object> result) throws FunctionException {
    FunctionRequest after =
        before
            .withMethod(Tree.text(result.get("method"), "the method of a request"))
            .withUri(Tree.text(result.get("uri"), "the uri of a request"));
    after = after.withHeaders(headers(before.headers(), "Cookie", result));
    return isChanged(result, "querystring")
        ? after.withQuery(QueryMerge.read(before.query(), result.get("querystring")))
        : after;
  }

  /** The engine leaves out parts that have not changed, and says so. */
  private static boolean isChanged(Map<String, @Nullable Object> result, String part) {
    return !Boolean.TRUE.equals(result.get(ToldResult.CHANGES)) || result.containsKey(part);
  }

  private static Headers headers(
      Headers before, String cookieName, Map<String, @Nullable Object> result)
      throws FunctionException {
    boolean headers = isChanged(result, "headers");
    boolean cookies = isChanged(result, "cookies");
    return headers || cookies
        ? HeaderMerge.merge(
            before,
            cookieName,
            headers ? orNone(result.get("headers")) : null,
            cookies ? orNone(result.get("cookies")) : null)
        : before;
  }

  private static Object orNone(@Nullable Object part) {
    return part == null ? Map.of() : part;
  }

  private static FunctionResponse response(EdgeEvent event, Map<String, @Nullable Object> result)
      throws FunctionException {
    FunctionResponse before = event.response();
    int status = Tree.integer(result.get("statusCode"), "statusCode");
    Object description = result.get("statusDescription");
    if (description != null) {
      Tree.text(description, "statusDescription");
    }
    Headers given = before == null ? Headers.EMPTY : before.headers();
    Headers headers = headers(given, "Set-Cookie", result);
    return withBody(new FunctionResponse(status, headers, null), result.get("body"));
  }

  private static FunctionResponse withBody(FunctionResponse response, @Nullable Object body)
      throws FunctionException {
    if (body == null) {
      return response;
    }
    if (body instanceof String text) {
      return sized(response, text, BodyEncoding.TEXT);
    }
    Map<String, @Nullable Object> parts = Tree.object(body, "body");
    String data = Tree.text(parts.get("data"), "the data of the body");
    Object encoding = parts.get("encoding");
    if (encoding == null || encoding.equals("text")) {
      return sized(response, data, BodyEncoding.TEXT);
    }
    if (!encoding.equals("base64")) {
      throw Tree.invalid(
          "returned "
              + Tree.describe(encoding)
              + " as the encoding of the body, expected \"text\" or \"base64\"");
    }
    return sized(response, data, BodyEncoding.BASE64);
  }

  private static FunctionResponse sized(
      FunctionResponse response, String data, BodyEncoding encoding) throws FunctionException {
    int bytes;
    try {
      bytes =
          encoding == BodyEncoding.TEXT
              ? data.getBytes(StandardCharsets.UTF_8).length
              : Base64.getDecoder().decode(data).length;
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned a body that is no base64");
    }
    if (bytes > MAX_BODY_BYTES) {
      throw Tree.invalid(
          "returned a body of " + bytes + " bytes, expected at most " + MAX_BODY_BYTES);
    }
    return new FunctionResponse(response.status(), response.headers(), data, encoding);
  }
}
