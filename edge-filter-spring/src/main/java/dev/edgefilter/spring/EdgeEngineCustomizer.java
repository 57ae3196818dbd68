// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import dev.edgefilter.EdgeEngineBuilder;

/**
 * Has the last word on the engine before it starts: define a bean of this type for what no property
 * covers.
 *
 * <p>Several are called in their order ({@code @Order}), after all properties and other beans.
 */
@FunctionalInterface
public interface EdgeEngineCustomizer {

  /** Changes the description of the engine. */
  void customize(EdgeEngineBuilder builder);
}
