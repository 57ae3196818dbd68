// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.cycles.store;

import dev.edgefilter.planted.cycles.origin.OffenderBack;

public record OffenderThere(OffenderBack c0) {}
