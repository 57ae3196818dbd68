// SPDX-License-Identifier: Apache-2.0
/** Edge functions: code that runs on one of four events of an exchange. */
@NullMarked
package dev.edgefilter.function;

import org.jspecify.annotations.NullMarked;
