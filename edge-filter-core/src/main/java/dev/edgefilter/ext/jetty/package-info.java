// SPDX-License-Identifier: Apache-2.0
/** Header lines in the form in which Jetty sends them, when the web app can see Jetty. */
@NullMarked
package dev.edgefilter.ext.jetty;

import org.jspecify.annotations.NullMarked;
