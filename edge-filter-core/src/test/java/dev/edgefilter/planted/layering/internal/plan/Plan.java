// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.internal.plan;

import dev.edgefilter.planted.layering.config.Written;
import dev.edgefilter.planted.layering.internal.cache.Rule;
import dev.edgefilter.planted.layering.store.Keeper;

public record Plan(Written c0, Keeper c1, Rule c2) {}
