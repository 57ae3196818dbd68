// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/**
 * Which switches are on; a fidelity is a named set of them.
 *
 * @param bits one bit for each switch, by its ordinal
 */
public record Switches(long bits) {

  /** The switches of a fidelity. */
  public static Switches of(Fidelity fidelity) {
    long bits = 0;
    for (FidelitySwitch each : FidelitySwitch.values()) {
      if (each.isOnIn(fidelity)) {
        bits |= 1L << each.ordinal();
      }
    }
    return new Switches(bits);
  }

  /** Whether a switch is on. */
  public boolean on(FidelitySwitch which) {
    return (bits >>> which.ordinal() & 1) != 0;
  }

  /** The same with one of them on or off. */
  public Switches with(FidelitySwitch which, boolean on) {
    long bit = 1L << which.ordinal();
    return new Switches(on ? bits | bit : bits & ~bit);
  }

  /** The names of those that are on. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (FidelitySwitch each : FidelitySwitch.values()) {
      if (on(each)) {
        text.append(text.length() == 0 ? "" : " ").append(each.token());
      }
    }
    return text.toString();
  }
}
