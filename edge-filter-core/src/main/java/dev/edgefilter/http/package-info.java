// SPDX-License-Identifier: Apache-2.0
/** HTTP values (heads, headers and what header values say), parsed and printed without any I/O. */
@NullMarked
package dev.edgefilter.http;

import org.jspecify.annotations.NullMarked;
