// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.event.ResultReader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** A JavaScript function with its contexts. */
final class GraalFunction implements LoadedFunction {
  /** A cold virtual machine takes its time; later runs have the limit of the operator. */
  private static final Duration COLD_CPU = Duration.ofSeconds(3);

  /** The first calls of viewers take ways that made-up events did not take. */
  private static final int COLD_RUNS = 20;

  private static final int COLD_FACTOR = 10;

  private final FunctionConfig function;
  private final FunctionServices services;
  private final Source factory;
  private final boolean usesGlobal;
  private final boolean mayKeep;
  private final ContextPool pool;
  private final AtomicInteger coldRuns = new AtomicInteger(COLD_RUNS);

  private GraalFunction(FunctionConfig function, FunctionServices services, Script script) {
    this.function = function;
    this.services = services;
    this.usesGlobal = script.usesGlobal();
    this.mayKeep = script.mayKeep();
    this.factory = Scripts.source(function.name(), script.factory(function.runtime()));
    this.pool = new ContextPool(this::newContext, services.limits().contexts());
  }

  static GraalFunction load(FunctionConfig function, FunctionServices services) {
    Script script = Script.of(function);
    checkSyntax(function, script);
    GraalFunction loaded = new GraalFunction(function, services, script);
    try {
      loaded.warm();
    } catch (FunctionException e) {
      loaded.close();
      throw new IllegalArgumentException(e.text(), e);
    }
    return loaded;
  }

  /** A source that is a program by itself cannot close the factory early and stand outside. */
  private static void checkSyntax(FunctionConfig function, Script script) {
    try (Context context = Scripts.context(function.runtime())) {
      try {
        context.parse(Scripts.source(function.name(), script.program()));
      } catch (PolyglotException e) {
        throw new IllegalArgumentException(ScriptContext.describe(e), e);
      }
      for (String doubt : Literals.doubts(script.program())) {
        checkNoLiteral(context, doubt);
      }
    }
  }

  private static void checkNoLiteral(Context context, String doubt) {
    try {
      context.parse(Source.create("js", doubt));
    } catch (PolyglotException e) {
      IllegalArgumentException refused = Literals.refused(e);
      if (refused != null) {
        throw refused;
      }
    }
  }

  private ScriptContext newContext() throws FunctionException {
    return Carriers.onVirtualThread()
        ? Carriers.lend(() -> new ScriptContext(function, services, factory, usesGlobal))
        : new ScriptContext(function, services, factory, usesGlobal);
  }

  /** Calls the function with made-up events, so that the first viewer does not wait. */
  private void warm() throws FunctionException {
    int contexts = Math.min(2, services.limits().contexts());
    for (int i = 0; i < contexts; i++) {
      ScriptContext context = newContext();
      if (!Warmth.warm(this, context, services, i == 0)) {
        context.close();
        return; // it did not end; each viewer's call will be stopped in its turn
      }
      pool.add(context);
    }
  }

  @Override
  public FunctionResult run(EdgeEvent event) throws FunctionException {
    ScriptContext context = pool.take();
    String json = null;
    OriginChoice chosen = null;
    boolean broke = true;
    try {
      json = run(context, event, cpuLimit());
      chosen = context.chosen();
      broke = false;
    } catch (FunctionException e) {
      broke = false; // the context knows whether it can go on
      throw e;
    } finally {
      pool.give(context, !broke);
    }
    FunctionResult result = result(event, json);
    return chosen != null && result instanceof FunctionResult.Continue next
        ? FunctionResult.request(next.request().withOrigin(chosen))
        : result;
  }

  /** Runs in a context under the eyes of the watchdog. */
  @Nullable String run(ScriptContext context, EdgeEvent event, Duration cpu)
      throws FunctionException {
    return Carriers.onVirtualThread()
        ? Carriers.lend(() -> watched(context, event, cpu))
        : watched(context, event, cpu);
  }

  private @Nullable String watched(ScriptContext context, EdgeEvent event, Duration cpu)
      throws FunctionException {
    FunctionLimits limits = services.limits();
    long now = services.clock().millis();
    Watchdog.Run run = Watchdog.ONE.begin(context::stop, limits, cpu, services.ticker());
    String result = null;
    FunctionException failure = null;
    String stopped;
    try {
      result = context.run(event, now);
    } catch (FunctionException e) {
      failure = e;
    } catch (RuntimeException | StackOverflowError e) {
      // The engine gave up, as it does where the stack ends or a stopped context is asked for more.
      context.spoil();
      failure = ScriptContext.failure("broke the engine: " + e.getClass().getSimpleName());
    } finally {
      stopped = Watchdog.ONE.end(run);
    }
    if (mayKeep) {
      context.allocated(run.allocatedBytes(), limits);
    }
    if (stopped != null) {
      context.spoil();
      throw new FunctionException(FunctionException.Kind.EXECUTION, stopped);
    }
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  private Duration cpuLimit() {
    Duration limit = services.limits().cpu();
    boolean cold = coldRuns.get() > 0 && coldRuns.getAndDecrement() > 0;
    return cold ? limit.multipliedBy(COLD_FACTOR) : limit;
  }

  static Duration coldCpu() {
    return COLD_CPU;
  }

  /** What was told, checked for its form. */
  FunctionResult result(EdgeEvent event, @Nullable String json) throws FunctionException {
    if (function.runtime().lambda()) {
      return LambdaEvents.read(event, json == null ? "null" : json);
    }
    if (json != null) {
      return ResultReader.read(event, json);
    }
    FunctionResponse response = event.response();
    return response == null
        ? FunctionResult.request(event.request())
        : FunctionResult.response(response);
  }

  @Override
  public void close() {
    pool.close();
  }
}
