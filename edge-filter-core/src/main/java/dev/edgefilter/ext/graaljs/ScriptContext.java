// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.internal.event.EventWriter;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.event.StatusText;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** One JavaScript context with one function in it, for one thread at a time. */
final class ScriptContext {
  private static final int UNCHANGED = 0;

  /** A message or a stack is the function's own text, as long as it likes. */
  private static final int MOST_TOLD = 1000;

  /**
   * A frame in code of the function, not of the prelude, whose sources have a colon in the name.
   */
  private static final Pattern FRAME = Pattern.compile("at [^\\n]*?\\(?[^:\\s(]+:(\\d{1,9}):\\d+");

  private final Context context;
  private final Host host;
  private final FunctionConfig function;
  private final boolean cleans;
  private final Value run;
  private final Value lambda;
  private final Value settle;
  private final Value clean;
  private final Value exercise;
  private boolean broken;
  private long allocatedBytes;

  /**
   * Prepares a context.
   *
   * @throws FunctionException when the code of the function fails
   */
  ScriptContext(
      FunctionConfig function, FunctionServices services, Source factory, boolean usesGlobal)
      throws FunctionException {
    this.function = function;
    this.host = new Host(services);
    this.cleans = usesGlobal;
    this.context = Scripts.context(function.runtime());
    boolean ready = false;
    try {
      String runtime = Scripts.name(function.runtime());
      ProxyExecutable parts =
          a -> {
            Value buffers = context.eval(Scripts.BUFFER).execute(a[0], a[1], a[2]);
            Value tokens = context.eval(Scripts.CWT);
            return context.eval(Scripts.MODULES).execute(a[0], a[1], a[2], a[3], buffers, tokens);
          };
      Value prelude =
          context
              .eval(Scripts.PRELUDE)
              .execute(
                  host.members(),
                  runtime,
                  !usesGlobal,
                  context.eval(Scripts.BOUNDS),
                  context.eval(Scripts.MESSAGES),
                  parts);
      this.run = prelude.getMember("run");
      this.lambda = prelude.getMember("lambda");
      this.settle = prelude.getMember("settle");
      this.clean = prelude.getMember("clean");
      this.exercise = prelude.getMember("exercise");
      take(prelude.getMember("take"), factory, services);
      ready = true;
    } catch (PolyglotException e) {
      throw failure(describe(e)); // now, as a closed context tells nothing any more
    } finally {
      if (!ready) {
        context.close(true);
      }
    }
  }

  /** Runs what stands outside of the handler, which may not end either. */
  private void take(Value take, Source factory, FunctionServices services)
      throws FunctionException {
    Watchdog.Run watched =
        Watchdog.ONE.begin(
            this::stop, services.limits(), GraalFunction.coldCpu(), services.ticker());
    String stopped = null;
    FunctionException failure = null;
    try {
      take.executeVoid(context.eval(factory));
    } catch (PolyglotException e) {
      failure = failure(describe(e)); // now, as a closed context tells nothing any more
    } finally {
      stopped = Watchdog.ONE.end(watched);
    }
    if (stopped != null) {
      throw failure(stopped);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Uses the modules, so that what they need of Java is loaded before a viewer needs it. */
  void exerciseModules(int times) {
    exercise.executeVoid(times);
  }

  /** Whether it can take another run. */
  boolean usable() {
    return !broken;
  }

  /** It was stopped, and cannot take another run. */
  void spoil() {
    broken = true;
  }

  /**
   * Counts what its runs have allocated, where they may keep it: it must end before that is much.
   */
  void allocated(long bytes, FunctionLimits limits) {
    allocatedBytes += bytes;
    broken |= allocatedBytes > limits.allocatedBytes();
  }

  /** Stops what runs in it, from another thread; it cannot be used any more. */
  void stop() {
    context.close(true);
  }

  /** The result as it is told, or null when the function returned what it was given. */
  @Nullable String run(EdgeEvent event, long nowMillis) throws FunctionException {
    host.begin(event);
    try {
      Value value = start(event, nowMillis);
      if (value.isNumber() && value.asInt() != UNCHANGED) {
        value = settle.execute(); // jobs have run by now, whoever still waits waits for ever
        if (value.isNumber() && value.asInt() != UNCHANGED) {
          broken = true;
          throw failure("awaits what never comes");
        }
      }
      return value.isString() ? value.asString() : null;
    } catch (PolyglotException e) {
      throw failure(e);
    } finally {
      tidy();
      host.end();
    }
  }

  /** Takes away what the run, whether it failed or not, left on the global object. */
  private void tidy() {
    if (cleans && !broken) {
      broken = true; // should the cleaning be stopped
      broken = !clean.execute().asBoolean();
    }
  }

  private Value start(EdgeEvent event, long nowMillis) {
    if (function.runtime() == FunctionRuntime.LAMBDA_NODEJS) {
      return lambda.execute(LambdaEvents.json(event), nowMillis, function.handler());
    }
    FunctionResponse response = event.response();
    FunctionRequest request = event.request();
    String address = event.viewerAddress();
    return run.execute(
        with(
            host.headersAhead(),
            request.method(),
            request.uri(),
            request.query(),
            response == null ? null : response.status(),
            response == null ? null : StatusText.of(response.status()),
            response == null ? null : EventWriter.body(response),
            event.distributionDomainName(),
            event.distributionId(),
            event.event().token(),
            event.requestId(),
            address == null ? "" : address,
            nowMillis));
  }

  private static @Nullable Object[] with(String[] last, @Nullable Object... first) {
    @Nullable Object[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private FunctionException failure(PolyglotException e) {
    if (!e.isGuestException() || e.isCancelled() || e.isResourceExhausted()) {
      broken = true;
    }
    return failure(describe(e));
  }

  static FunctionException failure(String message) {
    return new FunctionException(FunctionException.Kind.EXECUTION, message);
  }

  /** What went wrong and where, without anything of this machine. */
  static String describe(PolyglotException e) {
    if (e.isCancelled() || e.isInterrupted()) {
      return "was stopped";
    }
    if (e.isInternalError()) {
      return "broke the engine: " + e.getMessage();
    }
    int line = line(e);
    return "failed with " + start(e.getMessage()) + (line < 1 ? "" : " in line " + line);
  }

  /** The line of the function's source where it went wrong; 0 when that is not known. */
  private static int line(PolyglotException e) {
    SourceSection at = e.getSourceLocation();
    if (at != null && !at.getSource().isInternal()) {
      return at.getStartLine();
    }
    // An error of an async function was thrown long before; it says itself where.
    Matcher matcher = FRAME.matcher(stack(e.getGuestObject()));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** To ask for it may run code of the function, which may throw or be stopped in its turn. */
  private static String stack(@Nullable Value thrown) {
    try {
      Value stack = thrown == null || !thrown.hasMembers() ? null : thrown.getMember("stack");
      return stack == null || !stack.isString() ? "" : start(stack.asString());
    } catch (PolyglotException | IllegalStateException e) {
      return "";
    }
  }

  private static String start(@Nullable String text) {
    return text == null || text.length() <= MOST_TOLD
        ? String.valueOf(text)
        : text.substring(0, MOST_TOLD) + "…";
  }

  /** The origin that the last run chose, or null. */
  @Nullable OriginChoice chosen() {
    return host.chosen();
  }

  /** Closes it while nothing runs in it. */
  void close() {
    context.close(true);
  }
}
