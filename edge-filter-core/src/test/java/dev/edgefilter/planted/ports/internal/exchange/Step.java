// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ports.internal.exchange;

import dev.edgefilter.planted.ports.store.Keeper;

public record Step(Keeper c0) {}
