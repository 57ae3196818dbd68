// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.ext.one;

import dev.edgefilter.planted.layering.store.Keeper;

public record Library(Keeper c0) {}
