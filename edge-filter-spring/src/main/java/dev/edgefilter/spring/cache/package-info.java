// SPDX-License-Identifier: Apache-2.0
/** What makes the annotations work. */
@NullMarked
package dev.edgefilter.spring.cache;

import org.jspecify.annotations.NullMarked;
