// SPDX-License-Identifier: Apache-2.0
/** Edge-function events and results in the JSON of CloudFront Functions and of Lambda@Edge. */
@NullMarked
package dev.edgefilter.internal.event;

import org.jspecify.annotations.NullMarked;
