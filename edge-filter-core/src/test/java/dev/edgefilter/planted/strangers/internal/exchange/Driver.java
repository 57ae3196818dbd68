// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.exchange;

import dev.edgefilter.planted.strangers.internal.access.Access;
import dev.edgefilter.planted.strangers.internal.cache.Rule;

public record Driver(Rule c0, Access c1) {}
