// SPDX-License-Identifier: Apache-2.0
/** The port that tells where in the world an address is. */
@NullMarked
package dev.edgefilter.geo;

import org.jspecify.annotations.NullMarked;
