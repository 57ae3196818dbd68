// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.WafStatement.Label;

/** Compares the labels that earlier rules gave (AWS WAF: label match rule statement). */
final class LabelMatcher implements Matcher {
  static final String FULL_PREFIX = "awswaf:";

  private final boolean namespace;
  private final String key;
  private final String context;

  /**
   * Prepares.
   *
   * @param context the label namespace of the web ACL or rule group whose rule asks
   */
  LabelMatcher(Label label, String context) {
    this.namespace = label.namespace();
    this.key = label.key();
    this.context = key.startsWith(FULL_PREFIX) ? "" : context;
  }

  @Override
  public boolean matches(WafRequest request) {
    for (String label : request.labels()) {
      if (matches(label)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String label) {
    if (context.isEmpty()) {
      return namespace ? label.startsWith(key) : label.equals(key);
    }
    if (!label.startsWith(context)) {
      return false;
    }
    String own = label.substring(context.length());
    return namespace
        ? own.startsWith(key) || own.contains(":" + key)
        : own.equals(key) || own.endsWith(":" + key);
  }
}
