// SPDX-License-Identifier: Apache-2.0
/** Writes down what a dry run found, for people, and without secrets. */
@NullMarked
package dev.edgefilter.internal.explain;

import org.jspecify.annotations.NullMarked;
