// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided in one exchange, step by step, each with its reason.
 *
 * <p>{@code Cache-Status}, {@code X-Cache}, the access log, metrics and {@code explain} are all
 * printed from this one object. It is filled by the thread that owns the exchange.
 */
@SuppressWarnings("EnumOrdinal") // an array by step: one per request
public final class Trace {

  /** The decisions of an exchange, in the order in which they are taken. */
  public enum Step {
    /** Which distribution and cache behavior answer, or why none does. */
    ROUTE,
    /** Does the web ACL let it in; only where a distribution has one. */
    FIREWALL,
    /** May this viewer have it. */
    ACCESS,
    /** What a function did. */
    FUNCTION,
    /** May a stored response answer. */
    REUSE,
    /** Is a range answered from slices of a large object. */
    SLICE,
    /** Did it wait for another viewer's fetch. */
    COLLAPSE,
    /** What the origin did. */
    ORIGIN,
    /** Was the other origin of a group asked, once the first had failed. */
    FAILOVER,
    /** Why the response lives as long as it does. */
    LIFETIME,
    /** Was the response stored. */
    STORAGE,
    /** Was the response compressed; only where a cache behavior asks for it. */
    CODING,
    /** Which status and part of the response the viewer got. */
    RESPONSE,
    /** May a page of another origin read the response; only where a headers policy decides. */
    CORS
  }

  private static final Step[] STEPS = Step.values();

  // Every hit records these four; the array is made for the others.
  private @Nullable Reason route;
  private @Nullable Reason access;
  private @Nullable Reason reuse;
  private @Nullable Reason response;
  private @Nullable Reason @Nullable [] others;

  private @Nullable List<FunctionRun> functionRuns;
  private @Nullable String detail;
  private @Nullable Reason end;

  /** Records the decision of a step; a later decision of the same step replaces it. */
  public void record(Step step, Reason reason) {
    switch (step) {
      case ROUTE -> route = reason;
      case ACCESS -> access = reason;
      case REUSE -> reuse = reason;
      case RESPONSE -> response = reason;
      case FIREWALL, FUNCTION, SLICE, COLLAPSE, ORIGIN, FAILOVER, LIFETIME, STORAGE, CODING, CORS ->
          recordOther(step, reason);
    }
  }

  private void recordOther(Step step, Reason reason) {
    @Nullable Reason[] kept = others == null ? new @Nullable Reason[STEPS.length] : others;
    kept[step.ordinal()] = reason;
    others = kept;
  }

  /**
   * Records the decision that ended the exchange early: a refusal, a failure, a generated answer.
   */
  public void end(Step step, Reason reason) {
    record(step, reason);
    end = reason;
  }

  /** The reason recorded for a step, or null when the step was not reached. */
  public @Nullable Reason reason(Step step) {
    return switch (step) {
      case ROUTE -> route;
      case ACCESS -> access;
      case REUSE -> reuse;
      case RESPONSE -> response;
      case FIREWALL, FUNCTION, SLICE, COLLAPSE, ORIGIN, FAILOVER, LIFETIME, STORAGE, CODING, CORS ->
          others == null ? null : others[step.ordinal()];
    };
  }

  /** Keeps a run of a function. */
  public void functionRan(FunctionRun run) {
    List<FunctionRun> runs = functionRuns == null ? new ArrayList<>(2) : functionRuns;
    runs.add(run);
    functionRuns = runs;
  }

  /** The runs of functions so far, in their order. */
  public List<FunctionRun> functionRuns() {
    return functionRuns == null ? List.of() : List.copyOf(functionRuns);
  }

  /** Keeps a sentence for operators, never for viewers. */
  public void detail(String text) {
    detail = detail == null ? text : detail + "; " + text;
  }

  /** The sentences kept for operators, or null. */
  public @Nullable String detail() {
    return detail;
  }

  /**
   * The one reason that answers "why this result": what ended the exchange early, else why the
   * response was or was not stored, else why a stored one could or could not answer.
   *
   * @return null only when nothing was decided yet
   */
  public @Nullable Reason decisive() {
    if (end != null) {
      return end;
    }
    Reason storage = reason(Step.STORAGE);
    if (storage != null) {
      return storage;
    }
    return reuse == null ? route : reuse;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(96);
    for (Step step : STEPS) {
      Reason reason = reason(step);
      if (reason != null) {
        text.append(text.length() == 0 ? "" : " ").append(step).append('=').append(reason.token());
      }
    }
    return text.toString();
  }
}
