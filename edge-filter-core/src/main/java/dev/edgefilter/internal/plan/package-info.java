// SPDX-License-Identifier: Apache-2.0
/** What runs: plans compiled once from what the operator wrote. */
@NullMarked
package dev.edgefilter.internal.plan;

import org.jspecify.annotations.NullMarked;
