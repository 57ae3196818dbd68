// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.internal.cache;

import dev.edgefilter.planted.layering.config.Written;

public record Rule(Written c0) {}
