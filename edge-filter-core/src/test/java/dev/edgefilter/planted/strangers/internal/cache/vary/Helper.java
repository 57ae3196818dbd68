// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.cache.vary;

import dev.edgefilter.planted.strangers.internal.cache.Rule;

public record Helper(Rule c0) {}
