// SPDX-License-Identifier: Apache-2.0
/** Why the edge did what it did: reasons, the trace of an exchange, and what is told about it. */
@NullMarked
package dev.edgefilter.explain;

import org.jspecify.annotations.NullMarked;
