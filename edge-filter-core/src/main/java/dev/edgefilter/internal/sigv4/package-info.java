// SPDX-License-Identifier: Apache-2.0
/** Amazon's Signature Version 4: pure functions from a request to its signature. */
@NullMarked
package dev.edgefilter.internal.sigv4;

import org.jspecify.annotations.NullMarked;
