// SPDX-License-Identifier: Apache-2.0
/**
 * What the operator wrote: distributions, policies and keys in CloudFront's own model and words, the
 * fluent builder for them and the strict JSON reader.
 */
@NullMarked
package dev.edgefilter.config;

import org.jspecify.annotations.NullMarked;
