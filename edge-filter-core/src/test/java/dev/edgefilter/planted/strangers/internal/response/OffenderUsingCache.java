// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.response;

import dev.edgefilter.planted.strangers.internal.cache.Rule;

public record OffenderUsingCache(Rule c0) {}
