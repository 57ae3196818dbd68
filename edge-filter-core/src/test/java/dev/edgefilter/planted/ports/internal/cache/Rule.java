// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ports.internal.cache;

import dev.edgefilter.planted.ports.store.Value;

public record Rule(Value c0) {}
