// SPDX-License-Identifier: Apache-2.0
/** Pure rules of the cache: key, lifetime, storage, reuse, validation, Vary. */
@NullMarked
package dev.edgefilter.internal.cache;

import org.jspecify.annotations.NullMarked;
