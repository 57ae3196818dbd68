// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.config;

import dev.edgefilter.planted.layering.Entry;

public record OffenderUsingTheBase(Entry c0) {}
