// SPDX-License-Identifier: Apache-2.0

/** Keeps body segments in memory: a hot tier of direct buffers and a warm off-heap tier. */
@NullMarked
package dev.edgefilter.internal.ehcache;

import org.jspecify.annotations.NullMarked;
