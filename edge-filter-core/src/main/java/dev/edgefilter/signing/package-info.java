// SPDX-License-Identifier: Apache-2.0
/** Signed URLs and signed cookies for the application to hand out. */
@NullMarked
package dev.edgefilter.signing;

import org.jspecify.annotations.NullMarked;
