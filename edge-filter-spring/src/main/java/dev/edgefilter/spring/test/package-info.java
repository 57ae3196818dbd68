// SPDX-License-Identifier: Apache-2.0
/** The test kit in Spring's tests: the edge of the application, asked through MockMvc or a port. */
@NullMarked
package dev.edgefilter.spring.test;

import org.jspecify.annotations.NullMarked;
