// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ports.internal.cache;

import dev.edgefilter.planted.ports.store.Keeper;

public record OffenderAsking(Keeper c0) {}
