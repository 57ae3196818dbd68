// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.unheardof;

public record OffenderWithoutRow() {}
