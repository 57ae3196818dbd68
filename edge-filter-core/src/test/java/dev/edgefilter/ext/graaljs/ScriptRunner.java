// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.EdgeLocation;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.kvs.StoreFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Loads and runs functions of tests; closes them after each. */
final class ScriptRunner implements AfterEachCallback {
  static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  static final FunctionRequest REQUEST =
      new FunctionRequest("GET", "/path", null, Headers.of("Host", "www.example.com"));

  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<LoadedFunction> loaded = new ArrayList<>();
  private FunctionLimits limits =
      FunctionLimits.DEFAULT
          .withWarmUp(Duration.ZERO)
          .withContexts(1)
          .withCpu(Duration.ofMillis(50));
  private KeyValueStore store;

  ScriptRunner limits(UnaryOperator<FunctionLimits> change) {
    limits = change.apply(limits);
    return this;
  }

  KeyValueStore store(Map<String, String> data) {
    store = new StoreFolder(() -> NOW, null).open(KeyValueStoreConfig.of("store", data));
    return store;
  }

  LoadedFunction load(String code) {
    return load(FunctionRuntime.CLOUDFRONT_JS_2_0, code);
  }

  LoadedFunction load(FunctionRuntime runtime, String code) {
    FunctionServices services =
        new FunctionServices(() -> NOW, System::nanoTime, limits, EdgeLocation.LOCAL, store);
    LoadedFunction function =
        new GraalFunctionEngine()
            .load(FunctionConfig.builder("tested", code).runtime(runtime).build(), services);
    loaded.add(function);
    return function;
  }

  EdgeEvent event(FunctionRequest request, FunctionResponse response) {
    return new EdgeEvent(
        response == null ? FunctionEvent.VIEWER_REQUEST : FunctionEvent.VIEWER_RESPONSE,
        "E1",
        "d1.cloudfront.net",
        "request-1",
        "198.51.100.11",
        request,
        response,
        log::add);
  }

  /** An event on the side of an origin. */
  EdgeEvent originRequest(FunctionRequest request, OriginConfig origin) {
    return new EdgeEvent(
        FunctionEvent.ORIGIN_REQUEST,
        "E1",
        "d1.cloudfront.net",
        "request-1",
        "198.51.100.11",
        request,
        null,
        origin,
        log::add);
  }

  FunctionRequest request(LoadedFunction function, FunctionRequest request)
      throws FunctionException {
    return ((FunctionResult.Continue) run(function, event(request, null))).request();
  }

  FunctionResponse answer(LoadedFunction function, FunctionRequest request)
      throws FunctionException {
    return ((FunctionResult.Respond) run(function, event(request, null))).response();
  }

  FunctionResponse response(LoadedFunction function, FunctionResponse response)
      throws FunctionException {
    return ((FunctionResult.Respond) run(function, event(REQUEST, response))).response();
  }

  /** What the expression is, in JSON, in a function of a runtime. */
  String value(FunctionRuntime runtime, String declarations, String expression) throws Exception {
    String async = runtime == FunctionRuntime.CLOUDFRONT_JS_2_0 ? "async " : "";
    LoadedFunction function =
        load(
            runtime,
            declarations
                + "\n"
                + async
                + "function handler(event) { return {statusCode: 200, body: String(JSON.stringify("
                + expression
                + "))}; }");
    return answer(function, REQUEST).body();
  }

  static FunctionResult run(LoadedFunction function, EdgeEvent event) throws FunctionException {
    try {
      return function.run(event);
    } catch (FunctionException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    loaded.forEach(LoadedFunction::close);
  }
}
