// SPDX-License-Identifier: Apache-2.0
/** Remote origins over the Jetty client, an optional library. */
@NullMarked
package dev.edgefilter.ext.jettyclient;

import org.jspecify.annotations.NullMarked;
