// SPDX-License-Identifier: Apache-2.0
/** Reads MaxMind DB files. */
@NullMarked
package dev.edgefilter.ext.maxmind;

import org.jspecify.annotations.NullMarked;
