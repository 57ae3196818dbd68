// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the event objects that functions are tested with, of both kinds of functions. */
public final class EventReader {
  private EventReader() {}

  /**
   * Reads an event: of CloudFront Functions, or with {@code Records} of Lambda@Edge.
   *
   * @param log takes what the function logs
   * @throws IllegalArgumentException when it is no event; the message says what is wrong
   */
  public static EdgeEvent read(String json, FunctionLog log) {
    try {
      Map<String, @Nullable Object> tree = object(Json.parse(json), "the event");
      return tree.get("Records") == null ? functionEvent(tree, log) : lambdaEvent(tree, log);
    } catch (FunctionException e) {
      throw new IllegalArgumentException(e.text().replaceFirst("^returned", "found"), e);
    }
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value, String place)
      throws FunctionException {
    return Tree.object(value, place);
  }

  private static EdgeEvent functionEvent(Map<String, @Nullable Object> tree, FunctionLog log)
      throws FunctionException {
    Map<String, @Nullable Object> context = Tree.optional(tree.get("context"), "context");
    Map<String, @Nullable Object> viewer = Tree.optional(tree.get("viewer"), "viewer");
    FunctionRequest request = request(object(tree.get("request"), "request"));
    Object response = tree.get("response");
    FunctionResponse given = response == null ? null : response(object(response, "response"));
    FunctionEvent event = event(context.get("eventType"), given);
    return new EdgeEvent(
        event,
        text(context.get("distributionId")),
        text(context.get("distributionDomainName")),
        text(context.get("requestId")),
        viewer.get("ip") == null ? null : text(viewer.get("ip")),
        request,
        event.onRequest() ? null : given,
        log);
  }

  private static FunctionEvent event(@Nullable Object word, @Nullable FunctionResponse response)
      throws FunctionException {
    if (word == null) {
      return response == null ? FunctionEvent.VIEWER_REQUEST : FunctionEvent.VIEWER_RESPONSE;
    }
    for (FunctionEvent event : FunctionEvent.values()) {
      if (event.token().equals(word)) {
        if (!event.onRequest() && response == null) {
          throw Tree.invalid("returned no response in an event for " + event.token());
        }
        return event;
      }
    }
    throw Tree.invalid("returned " + Tree.describe(word) + " as eventType");
  }

  private static String text(@Nullable Object value) throws FunctionException {
    return value == null ? "" : Tree.text(value, "a field of the context");
  }

  private static FunctionRequest request(Map<String, @Nullable Object> tree)
      throws FunctionException {
    Headers headers =
        HeaderMerge.merge(
            Headers.EMPTY,
            "Cookie",
            Tree.optional(tree.get("headers"), "headers"),
            Tree.optional(tree.get("cookies"), "cookies"));
    Object method = tree.get("method");
    return new FunctionRequest(
        method == null ? "GET" : Tree.text(method, "method"),
        Tree.text(tree.get("uri"), "uri"),
        QueryMerge.read(null, tree.get("querystring")),
        headers);
  }

  private static FunctionResponse response(Map<String, @Nullable Object> tree)
      throws FunctionException {
    Headers headers =
        HeaderMerge.merge(
            Headers.EMPTY,
            "Set-Cookie",
            Tree.optional(tree.get("headers"), "headers"),
            Tree.optional(tree.get("cookies"), "cookies"));
    return new FunctionResponse(Tree.integer(tree.get("statusCode"), "statusCode"), headers, null);
  }

  private static EdgeEvent lambdaEvent(Map<String, @Nullable Object> tree, FunctionLog log)
      throws FunctionException {
    List<?> records = Tree.list(tree.get("Records"), "Records");
    if (records.isEmpty()) {
      throw Tree.invalid("returned no record in Records");
    }
    Map<String, @Nullable Object> cf = object(object(records.get(0), "a record").get("cf"), "cf");
    Map<String, @Nullable Object> config = Tree.optional(cf.get("config"), "config");
    Map<String, @Nullable Object> request = object(cf.get("request"), "request");
    Object response = cf.get("response");
    FunctionResponse given =
        response == null ? null : LambdaEvents.readResponse(null, object(response, "response"));
    FunctionEvent event = event(config.get("eventType"), given);
    Object address = request.get("clientIp");
    return new EdgeEvent(
        event,
        text(config.get("distributionId")),
        text(config.get("distributionDomainName")),
        text(config.get("requestId")),
        address == null ? null : text(address),
        LambdaEvents.readRequest(
            new FunctionRequest("GET", "/", null, Headers.EMPTY)
                .withBody(LambdaBodies.written(request.get("body"))),
            request),
        event.onRequest() ? null : given,
        event.onViewerSide() ? null : LambdaOrigins.written(request.get("origin")),
        log);
  }
}
