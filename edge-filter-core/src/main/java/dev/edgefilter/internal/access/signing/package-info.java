// SPDX-License-Identifier: Apache-2.0
/** What a signature covers and how it is made and checked; alone in knowing the crypto libraries. */
@NullMarked
package dev.edgefilter.internal.access.signing;

import org.jspecify.annotations.NullMarked;
