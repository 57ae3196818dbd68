// SPDX-License-Identifier: Apache-2.0
/**
 * Targets for a fuzzer: each class has the method that Jazzer calls, and {@code src/build/fuzz}
 * runs it. Their seeds run as plain tests.
 */
package dev.edgefilter.fuzz;
