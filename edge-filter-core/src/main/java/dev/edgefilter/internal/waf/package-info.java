// SPDX-License-Identifier: Apache-2.0
/** Rules of web ACLs: which requests are let in, counted or blocked. */
@NullMarked
package dev.edgefilter.internal.waf;

import org.jspecify.annotations.NullMarked;
