// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.cycles.origin;

import dev.edgefilter.planted.cycles.store.OffenderThere;

public record OffenderBack(OffenderThere c0) {}
