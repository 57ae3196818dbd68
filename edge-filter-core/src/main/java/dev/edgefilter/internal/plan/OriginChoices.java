// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Printable;
import dev.edgefilter.internal.cache.ForwardRule;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The origins that a function of a behavior may turn a request to. */
public final class OriginChoices {

  /** For functions that run without a distribution. */
  public static final OriginChoices NONE = new OriginChoices(Map.of(), null, null);

  private final Map<String, FailoverPlan> origins;
  private final @Nullable OriginChanges changes;
  private final @Nullable Forwarding remote;
  private final boolean anySelf;

  /** As many as the pool keeps origins, and some that differ in path and headers only. */
  private static final int MOST_KNOWN = 64;

  /**
   * What choices with a change came to, because hits resolve theirs as well. It is a part of the
   * plan, and goes with it.
   */
  private final Map<OriginChoice, Known> known = new ConcurrentHashMap<>();

  private record Known(FailoverPlan present, int closings, Resolved resolved) {}

  /**
   * What an origin gets.
   *
   * @param cached when the answer may be stored
   * @param uncached for methods that are never stored
   */
  record Forwarding(ForwardRule cached, ForwardRule uncached) {}

  /**
   * Whom a request is turned to.
   *
   * @param primary whom to ask
   * @param secondary whom to ask when that one fails, or null where the choice names nobody
   */
  public record Resolved(FailoverPlan primary, @Nullable FailoverPlan secondary) {}

  /**
   * The origins of a distribution.
   *
   * @param origins what each gets, by id
   * @param changes makes others of them, or null when none can be made
   * @param remote what a remote origin gets
   */
  OriginChoices(
      Map<String, FailoverPlan> origins,
      @Nullable OriginChanges changes,
      @Nullable Forwarding remote) {
    this.origins = Map.copyOf(origins);
    this.changes = changes;
    this.remote = remote;
    this.anySelf = origins.values().stream().anyMatch(choice -> choice.secondary().isSelf());
  }

  /** True when one of them is the application behind the filter. */
  boolean anySelf() {
    return anySelf;
  }

  /**
   * The origins of a choice.
   *
   * @param present whom the request would go to anyway
   * @throws FunctionException when one is not there, or must not or cannot be asked
   */
  public Resolved resolve(OriginChoice choice, FailoverPlan present) throws FunctionException {
    OriginChanges made = changes;
    if (made == null || !changes(choice)) {
      return resolved(choice, present);
    }
    int closings = made.closings(); // before it is made, so that one closed meanwhile is noticed
    Known before = known.get(choice);
    if (before != null && before.closings() == closings && before.present().equals(present)) {
      return before.resolved();
    }
    Resolved resolved = resolved(choice, present);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(choice, new Known(present, closings, resolved));
    return resolved;
  }

  private static boolean changes(OriginChoice choice) {
    OriginChoice.Member second = choice.secondary();
    return !choice.primary().change().equals(OriginChange.NONE)
        || (second != null && !second.change().equals(OriginChange.NONE));
  }

  private Resolved resolved(OriginChoice choice, FailoverPlan present) throws FunctionException {
    FailoverPlan primary = member(choice.primary(), present);
    OriginChoice.Member second = choice.secondary();
    return new Resolved(
        primary,
        second == null ? null : member(second, present).withStatuses(choice.failoverStatuses()));
  }

  private FailoverPlan member(OriginChoice.Member member, FailoverPlan present)
      throws FunctionException {
    String id = member.originId();
    FailoverPlan base = id == null ? present : origins.get(id);
    if (base == null) {
      throw invalid(
          "chose the origin \"" + Printable.start(String.valueOf(id)) + "\", which is not there");
    }
    OriginChange change = member.change();
    if (change.equals(OriginChange.NONE)) {
      return base;
    }
    try {
      OriginPlan changed = Objects.requireNonNull(changes).changed(base.secondary(), change);
      boolean turned = base.secondary().isSelf() && !changed.isSelf();
      Forwarding forward =
          turned
              ? Objects.requireNonNull(remote)
              : new Forwarding(base.forward(), base.forwardUncached());
      return new FailoverPlan(
          changed.id(), Set.of(), changed, forward.cached(), forward.uncached());
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private static FunctionException invalid(String message) {
    return new FunctionException(FunctionException.Kind.INVALID_RESULT, message);
  }
}
