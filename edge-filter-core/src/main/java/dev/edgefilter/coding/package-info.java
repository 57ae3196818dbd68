// SPDX-License-Identifier: Apache-2.0
/** The port for content codings, which the edge applies to responses, and gzip. */
@NullMarked
package dev.edgefilter.coding;

import org.jspecify.annotations.NullMarked;
