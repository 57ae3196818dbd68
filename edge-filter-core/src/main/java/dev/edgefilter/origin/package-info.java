// SPDX-License-Identifier: Apache-2.0
/** Whom the edge asks: the port for origins and what travels over it. */
@NullMarked
package dev.edgefilter.origin;

import org.jspecify.annotations.NullMarked;
