// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.ext.two;

import dev.edgefilter.planted.layering.ext.one.Library;

public record OffenderNeighbour(Library c0) {}
