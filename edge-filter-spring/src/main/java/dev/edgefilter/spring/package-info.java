// SPDX-License-Identifier: Apache-2.0
/** Edge Filter in Spring applications: annotations, and what applications may implement. */
@NullMarked
package dev.edgefilter.spring;

import org.jspecify.annotations.NullMarked;
