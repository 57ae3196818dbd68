// SPDX-License-Identifier: Apache-2.0
/** The way of a request: the driver, its phases and the one mutable object they share. */
@NullMarked
package dev.edgefilter.internal.exchange;

import org.jspecify.annotations.NullMarked;
