// SPDX-License-Identifier: Apache-2.0
/** The edge as a servlet filter. */
@NullMarked
package dev.edgefilter.servlet;

import org.jspecify.annotations.NullMarked;
