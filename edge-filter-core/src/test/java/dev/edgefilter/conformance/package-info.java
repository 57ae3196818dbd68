// SPDX-License-Identifier: Apache-2.0
/** The servers that {@code src/conformance} judges. */
@NullMarked
package dev.edgefilter.conformance;

import org.jspecify.annotations.NullMarked;
