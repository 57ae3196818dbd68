// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.http.Headers;

/** Runs a new context on made-up events until it is warm, or long enough. */
final class Warmth {
  private static final int RUNS = 150;
  private static final int LATER_RUNS = 10;

  private static final FunctionRequest REQUEST =
      new FunctionRequest(
          "GET",
          "/warm/",
          "warm=1",
          Headers.builder()
              .add("Host", "warm.example.com")
              .add("User-Agent", "warm")
              .add("Accept", "text/html")
              .add("Cookie", "warm=1")
              .build());

  private static final FunctionResponse RESPONSE =
      new FunctionResponse(200, Headers.of("Content-Type", "text/html"), null);

  private Warmth() {}

  /** Whether the context can be used; what the function makes of the events does not matter. */
  static boolean warm(
      GraalFunction function, ScriptContext context, FunctionServices services, boolean first) {
    long start = services.ticker().getAsLong();
    long most = services.limits().warmUp().toNanos();
    int runs = first ? RUNS : LATER_RUNS;
    context.exerciseModules(first ? 20 : 2);
    for (int i = 0; i < runs && services.ticker().getAsLong() - start < most; i++) {
      boolean response = i % 2 == 1;
      EdgeEvent event =
          new EdgeEvent(
              response ? FunctionEvent.VIEWER_RESPONSE : FunctionEvent.VIEWER_REQUEST,
              "WARM",
              "warm.example.com",
              "warm",
              "192.0.2.1",
              REQUEST,
              response ? RESPONSE : null,
              FunctionLog.NONE);
      try {
        String told = function.run(context, event, GraalFunction.coldCpu());
        function.result(event, told);
      } catch (FunctionException e) {
        if (!context.usable()) {
          return false;
        }
      }
    }
    return true;
  }
}
