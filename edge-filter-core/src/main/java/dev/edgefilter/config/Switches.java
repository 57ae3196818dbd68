// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which switches are on; a fidelity is a named set of them.
 *
 * @param set those that are on; unmodifiable
 */
public record Switches(Set<FidelitySwitch> set) {

  /** Copies the set. */
  public Switches {
    EnumSet<FidelitySwitch> copy = EnumSet.noneOf(FidelitySwitch.class);
    copy.addAll(set);
    set = Collections.unmodifiableSet(copy);
  }

  /** The switches of a fidelity. */
  public static Switches of(Fidelity fidelity) {
    Set<FidelitySwitch> on = EnumSet.noneOf(FidelitySwitch.class);
    for (FidelitySwitch each : FidelitySwitch.values()) {
      if (each.isOnIn(fidelity)) {
        on.add(each);
      }
    }
    return new Switches(on);
  }

  /** Whether a switch is on. */
  public boolean on(FidelitySwitch which) {
    return set.contains(which);
  }

  /** The same with one of them on or off. */
  public Switches with(FidelitySwitch which, boolean on) {
    Set<FidelitySwitch> changed = EnumSet.noneOf(FidelitySwitch.class);
    changed.addAll(set);
    if (on) {
      changed.add(which);
    } else {
      changed.remove(which);
    }
    return new Switches(changed);
  }

  /** The names of those that are on. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (FidelitySwitch each : set) {
      text.append(text.length() == 0 ? "" : " ").append(each.token());
    }
    return text.toString();
  }
}
