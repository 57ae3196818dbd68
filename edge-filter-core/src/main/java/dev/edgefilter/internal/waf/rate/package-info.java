// SPDX-License-Identifier: Apache-2.0
/** Counts requests by key over sliding windows in bounded memory. */
@NullMarked
package dev.edgefilter.internal.waf.rate;

import org.jspecify.annotations.NullMarked;
