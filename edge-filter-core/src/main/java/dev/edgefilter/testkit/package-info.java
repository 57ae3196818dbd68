// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of a configuration with JUnit 5: an edge without a server, stubs as origins, a clock that
 * the test turns, and assertions that know why. It needs {@code junit-jupiter-api}, in test scope.
 */
@NullMarked
package dev.edgefilter.testkit;

import org.jspecify.annotations.NullMarked;
