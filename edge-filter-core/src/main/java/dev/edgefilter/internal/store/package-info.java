// SPDX-License-Identifier: Apache-2.0

/** The response store: the index, its eviction and invalidation, over the memory tiers. */
@NullMarked
package dev.edgefilter.internal.store;

import org.jspecify.annotations.NullMarked;
