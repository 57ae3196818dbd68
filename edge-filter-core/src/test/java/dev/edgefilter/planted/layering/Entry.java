// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering;

import dev.edgefilter.planted.layering.config.Written;
import dev.edgefilter.planted.layering.ext.one.Library;
import dev.edgefilter.planted.layering.internal.plan.Plan;

public record Entry(Written c0, Library c1, Plan c2) {}
