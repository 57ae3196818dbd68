// SPDX-License-Identifier: Apache-2.0
/** Meters and observations with Micrometer. */
@NullMarked
package dev.edgefilter.ext.micrometer;

import org.jspecify.annotations.NullMarked;
