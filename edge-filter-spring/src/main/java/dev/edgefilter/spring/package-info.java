// SPDX-License-Identifier: Apache-2.0
/** Spring Boot auto-configuration for Edge Filter. */
@NullMarked
package dev.edgefilter.spring;

import org.jspecify.annotations.NullMarked;
