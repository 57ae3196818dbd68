// SPDX-License-Identifier: Apache-2.0
/** A small site, an API and protected downloads in one Jetty behind Edge Filter. */
@NullMarked
package dev.edgefilter.samples.quickstart;

import org.jspecify.annotations.NullMarked;
