// SPDX-License-Identifier: Apache-2.0

/** What the store keeps and the port through which it is used: keys, heads, readers, writers. */
@NullMarked
package dev.edgefilter.store;

import org.jspecify.annotations.NullMarked;
