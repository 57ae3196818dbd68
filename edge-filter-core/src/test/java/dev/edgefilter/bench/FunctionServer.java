// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.FunctionResult;

/** Serves the constant answers from the store, behind a function that sees each viewer request. */
final class FunctionServer {
  private static final String NAME = "function";
  private static final String CODE =
      """
      function handler(event) {
        var request = event.request;
        request.headers['x-seen'] = {value: '1'};
        return request;
      }
      """;

  private FunctionServer() {}

  /**
   * Takes the container, {@code jetty} or {@code tomcat}, the memory for bodies in MiB, and who
   * looks at requests: {@code nobody}, {@code java} or {@code javascript}.
   */
  public static void main(String[] args) throws Exception {
    String function = args[2];
    EdgeEngineBuilder engine =
        EdgeEngine.builder()
            .distribution(
                Distribution.builder()
                    .origin(OriginConfig.self("app"))
                    .defaultBehavior(behavior -> describe(behavior, function))
                    .build())
            .memoryBytes(Long.parseLong(args[1]) << 20);
    if (function.equals("java")) {
      engine.function(
          NAME, event -> FunctionResult.request(event.request().withHeader("X-Seen", "1")));
    } else if (function.equals("javascript")) {
      engine.javaScript(NAME, CODE);
    }
    FilteredServer.run(args[0], engine.start(), new ConstantServlet.OfBytes(false), () -> 0);
  }

  private static void describe(CacheBehaviorConfig.Builder behavior, String function) {
    behavior.cachePolicy("Managed-CachingOptimized");
    if (!function.equals("nobody")) {
      behavior.function(FunctionEvent.VIEWER_REQUEST, NAME);
    }
  }
}
