// SPDX-License-Identifier: Apache-2.0
/** Rules that decide whether this viewer may have this response: protocol, method, signature. */
@NullMarked
package dev.edgefilter.internal.access;

import org.jspecify.annotations.NullMarked;
