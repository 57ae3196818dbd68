// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Conditional;

/** Matches when {@link OnEdgeConfigured} does not. */
final class OnNothingConfigured extends NoneNestedConditions {

  OnNothingConfigured() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @Conditional(OnEdgeConfigured.class)
  static final class Configured {}
}
