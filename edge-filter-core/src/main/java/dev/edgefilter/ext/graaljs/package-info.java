// SPDX-License-Identifier: Apache-2.0
/** JavaScript functions on GraalJS. */
@NullMarked
package dev.edgefilter.ext.graaljs;

import org.jspecify.annotations.NullMarked;
