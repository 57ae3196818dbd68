// SPDX-License-Identifier: Apache-2.0

/** Servers and micro-benchmarks that the scripts in {@code src/bench} run; no tests. */
@NullMarked
package dev.edgefilter.bench;

import org.jspecify.annotations.NullMarked;
