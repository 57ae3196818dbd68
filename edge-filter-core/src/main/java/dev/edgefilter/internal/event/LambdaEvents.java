// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionBody;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResponse.BodyEncoding;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events and results in the form of Lambda@Edge (CloudFront: Lambda@Edge event structure). */
public final class LambdaEvents {
  private LambdaEvents() {}

  /** The event in JSON. */
  public static String json(EdgeEvent event) {
    return Json.print(tree(event));
  }

  /** The event as maps and lists. */
  public static Map<String, Object> tree(EdgeEvent event) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("distributionDomainName", event.distributionDomainName());
    config.put("distributionId", event.distributionId());
    config.put("eventType", event.event().token());
    config.put("requestId", event.requestId());
    Map<String, Object> cf = new LinkedHashMap<>();
    cf.put("config", config);
    Map<String, Object> request = request(event.viewerAddress(), event.request());
    OriginConfig origin = event.origin();
    if (origin != null) {
      request.put("origin", LambdaOrigins.tree(origin));
    }
    cf.put("request", request);
    FunctionResponse response = event.response();
    if (response != null) {
      cf.put("response", response(response));
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("cf", cf);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("Records", new ArrayList<>(List.of(record)));
    return root;
  }

  private static Map<String, Object> request(@Nullable String address, FunctionRequest request) {
    String query = request.query();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("clientIp", address == null ? "" : address);
    tree.put("method", request.method());
    tree.put("uri", request.uri());
    tree.put("querystring", query == null ? "" : query);
    tree.put("headers", LambdaHeaders.tree(request.headers()));
    FunctionBody body = request.body();
    if (body != null) {
      tree.put("body", LambdaBodies.tree(body));
    }
    return tree;
  }

  private static Map<String, Object> response(FunctionResponse response) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", Integer.toString(response.status()));
    tree.put("statusDescription", StatusText.of(response.status()));
    tree.put("headers", LambdaHeaders.tree(response.headers()));
    return tree;
  }

  /**
   * Reads a result in JSON.
   *
   * @throws FunctionException when it is neither a request nor a response, or a part of it is wrong
   */
  public static FunctionResult read(EdgeEvent event, String json) throws FunctionException {
    try {
      return read(event, Json.parse(json));
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned what is no JSON: " + e.getMessage());
    }
  }

  /** Reads a result of maps and lists. */
  public static FunctionResult read(EdgeEvent event, @Nullable Object result)
      throws FunctionException {
    Map<String, @Nullable Object> tree = Tree.object(result, "its result");
    try {
      if (tree.get("status") != null) {
        return FunctionResult.response(readResponse(event.response(), tree));
      }
      if (event.response() != null) {
        throw Tree.invalid("returned no response: an object without status");
      }
      return FunctionResult.request(
          readRequest(event.request(), tree).withOrigin(readOrigin(event, tree)));
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned a header that cannot be sent: " + e.getMessage());
    }
  }

  /** A request in JSON, as {@link #json} writes it into the event. */
  public static String requestJson(EdgeEvent event, FunctionRequest request) {
    Map<String, Object> tree = request(event.viewerAddress(), request);
    OriginConfig origin = event.origin();
    OriginChoice choice = request.origin();
    if (origin != null) {
      tree.put(
          "origin",
          LambdaOrigins.tree(choice == null ? origin : choice.primary().change().applyTo(origin)));
    }
    return Json.print(tree);
  }

  /** A response in JSON, as {@link #json} writes it into the event, with its body. */
  public static String responseJson(FunctionResponse response) {
    Map<String, Object> tree = response(response);
    String body = response.body();
    if (body != null) {
      tree.put("body", body);
      tree.put("bodyEncoding", response.encoding() == BodyEncoding.TEXT ? "text" : "base64");
    }
    return Json.print(tree);
  }

  /** Whom the function turned the request to, or null. */
  private static @Nullable OriginChoice readOrigin(
      EdgeEvent event, Map<String, @Nullable Object> tree) throws FunctionException {
    OriginConfig before = event.origin();
    Object after = tree.get("origin");
    if (after == null) {
      return null;
    }
    if (before == null) {
      throw Tree.invalid("returned an origin, which is possible on origin-request only");
    }
    OriginChange change = LambdaOrigins.read(before, after);
    return change.equals(OriginChange.NONE) ? null : OriginChoice.changed(change);
  }

  static FunctionRequest readRequest(FunctionRequest before, Map<String, @Nullable Object> tree)
      throws FunctionException {
    Object query = tree.get("querystring");
    String text = query == null ? "" : Tree.text(query, "querystring");
    return before
        .withMethod(Tree.text(tree.get("method"), "the method of a request"))
        .withUri(Tree.text(tree.get("uri"), "the uri of a request"))
        .withQuery(text.isEmpty() ? null : text)
        .withBody(LambdaBodies.read(before.body(), tree.get("body")))
        .withHeaders(LambdaHeaders.read(before.headers(), tree.get("headers")));
  }

  static FunctionResponse readResponse(
      @Nullable FunctionResponse before, Map<String, @Nullable Object> tree)
      throws FunctionException {
    Headers headers =
        LambdaHeaders.read(before == null ? Headers.EMPTY : before.headers(), tree.get("headers"));
    Object body = tree.get("body");
    if (body == null) {
      return new FunctionResponse(status(tree.get("status")), headers, null);
    }
    String text = Tree.text(body, "body");
    Object encoding = tree.get("bodyEncoding");
    if (encoding != null && !encoding.equals("text") && !encoding.equals("base64")) {
      throw Tree.invalid(
          "returned "
              + Tree.describe(encoding)
              + " as bodyEncoding, expected \"text\" or \"base64\"");
    }
    return new FunctionResponse(
        status(tree.get("status")),
        headers,
        text,
        "base64".equals(encoding) ? BodyEncoding.BASE64 : BodyEncoding.TEXT);
  }

  /** A text by the book; a number is what many functions return. */
  private static int status(@Nullable Object value) throws FunctionException {
    if (value instanceof String text && text.matches("[1-9][0-9]{2}")) {
      return Integer.parseInt(text);
    }
    if (value instanceof Integer number) {
      return number;
    }
    return Tree.integer(value, "status");
  }
}
