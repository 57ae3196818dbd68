// SPDX-License-Identifier: Apache-2.0
/** The filter with a server around it, started from a command line. */
@NullMarked
package dev.edgefilter.samples.gateway;

import org.jspecify.annotations.NullMarked;
