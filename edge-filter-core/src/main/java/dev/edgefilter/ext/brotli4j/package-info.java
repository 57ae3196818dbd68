// SPDX-License-Identifier: Apache-2.0
/** Brotli with the library brotli4j, when it is there. */
@NullMarked
package dev.edgefilter.ext.brotli4j;

import org.jspecify.annotations.NullMarked;
