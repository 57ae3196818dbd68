// SPDX-License-Identifier: Apache-2.0
/** Pure rules of the response: conditions, ranges, viewer headers, the edge's own pages. */
@NullMarked
package dev.edgefilter.internal.response;

import org.jspecify.annotations.NullMarked;
