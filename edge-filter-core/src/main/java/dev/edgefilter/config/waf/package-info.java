// SPDX-License-Identifier: Apache-2.0
/** Web ACLs as an operator writes them, in the words of AWS WAF. */
@NullMarked
package dev.edgefilter.config.waf;

import org.jspecify.annotations.NullMarked;
