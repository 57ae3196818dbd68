// SPDX-License-Identifier: Apache-2.0
/** A town library's catalogue, written without a thought of an edge. */
@NullMarked
package dev.edgefilter.samples.library;

import org.jspecify.annotations.NullMarked;
