// SPDX-License-Identifier: Apache-2.0
/** The entry to Edge Filter: what wires, starts and closes the engine. */
@NullMarked
package dev.edgefilter;

import org.jspecify.annotations.NullMarked;
