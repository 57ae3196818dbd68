// SPDX-License-Identifier: Apache-2.0
/** Why the edge did what it did, for logs, headers, metrics and people. */
@NullMarked
package dev.edgefilter.explain;

import org.jspecify.annotations.NullMarked;
