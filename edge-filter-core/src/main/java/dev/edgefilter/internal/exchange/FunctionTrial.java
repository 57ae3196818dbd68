// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.FunctionTestResult;
import dev.edgefilter.internal.event.EventReader;
import dev.edgefilter.internal.event.EventWriter;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.plan.FunctionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a function on an event that nobody sent, and the check of distributions on its result. */
public final class FunctionTrial {
  private static final int KEPT_RUNS = 20;
  private static final int MOST_RUNS = 400;
  private static final long MOST_WORK = 1_000_000_000;

  private FunctionTrial() {}

  /**
   * Runs it.
   *
   * @param notes what is known about the code already
   * @throws IllegalArgumentException when the event is none
   */
  public static FunctionTestResult run(
      FunctionPlan function, String eventJson, List<String> notes) {
    FunctionLogLines log = new FunctionLogLines();
    EdgeEvent event = EventReader.read(eventJson, log);
    List<String> validation = new ArrayList<>();
    String output = "";
    String error = "";
    long start = WorkClock.nanos();
    long end = start;
    try {
      FunctionResult result = function.code().run(event);
      end = WorkClock.nanos();
      output = output(function, event, result);
      FunctionResultCheck.check(event, function.lambda(), result);
    } catch (FunctionException e) {
      end = end == start ? WorkClock.nanos() : end;
      if (e.kind() == FunctionException.Kind.EXECUTION
          || e.kind() == FunctionException.Kind.THROTTLED) {
        error = "The function " + e.text();
      } else {
        validation.add("The function " + e.text());
      }
    } catch (Exception e) {
      error = "The function threw " + e;
    }
    boolean repeats = error.isEmpty() && function.code() instanceof LoadedFunction;
    long work = repeats ? warmWork(function, event) : end - start;
    int utilization = function.limits().utilization(work);
    return new FunctionTestResult(
        output, error, log.lines(), Integer.toString(utilization), validation, notes);
  }

  /** What a warm call costs, as viewers' calls are: the median of the last ones of many. */
  private static long warmWork(FunctionPlan function, EdgeEvent event) {
    EdgeEvent silent = event.withLog(FunctionLog.NONE);
    long first = WorkClock.nanos();
    long[] last = new long[KEPT_RUNS];
    int runs = 0;
    while (runs < KEPT_RUNS || (runs < MOST_RUNS && WorkClock.nanos() - first < MOST_WORK)) {
      long start = WorkClock.nanos();
      try {
        function.code().run(silent);
      } catch (Exception e) {
        // What it makes of the event is known already; here only its work counts.
      }
      last[runs++ % KEPT_RUNS] = WorkClock.nanos() - start;
    }
    Arrays.sort(last);
    return last[KEPT_RUNS / 2];
  }

  private static String output(FunctionPlan function, EdgeEvent event, FunctionResult result) {
    if (result instanceof FunctionResult.Continue next) {
      String json =
          function.lambda()
              ? LambdaEvents.requestJson(event, next.request())
              : EventWriter.request(next.request());
      return "{\"request\":" + json + "}";
    }
    FunctionResult.Respond answer = (FunctionResult.Respond) result;
    String json =
        function.lambda()
            ? LambdaEvents.responseJson(answer.response())
            : EventWriter.response(answer.response());
    return "{\"response\":" + json + "}";
  }
}
