// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.internal.plan;

import dev.edgefilter.planted.layering.ext.one.Library;

public record OffenderUsingAnExtension(Library c0) {}
