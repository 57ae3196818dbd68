// SPDX-License-Identifier: Apache-2.0
/** The text transformations of web ACLs; each character of a text is one byte. */
@NullMarked
package dev.edgefilter.internal.waf.text;

import org.jspecify.annotations.NullMarked;
