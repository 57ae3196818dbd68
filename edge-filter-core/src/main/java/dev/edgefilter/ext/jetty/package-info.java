// SPDX-License-Identifier: Apache-2.0
/** What the edge does with Jetty below the Servlet API, when the web app can see Jetty. */
@NullMarked
package dev.edgefilter.ext.jetty;

import org.jspecify.annotations.NullMarked;
