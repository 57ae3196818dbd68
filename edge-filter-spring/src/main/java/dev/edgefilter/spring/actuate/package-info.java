// SPDX-License-Identifier: Apache-2.0
/** The edge in the actuator: its endpoint, its health and its metrics. */
@NullMarked
package dev.edgefilter.spring.actuate;

import org.jspecify.annotations.NullMarked;
