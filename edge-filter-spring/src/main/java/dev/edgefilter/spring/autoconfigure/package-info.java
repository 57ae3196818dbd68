// SPDX-License-Identifier: Apache-2.0
/** What Spring Boot finds by itself: the engine, the filter, and how they are configured. */
@NullMarked
package dev.edgefilter.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
