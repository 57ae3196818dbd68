// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.cache;

public record Rule() {}
