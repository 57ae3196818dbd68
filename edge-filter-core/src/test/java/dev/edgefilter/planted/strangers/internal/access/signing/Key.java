// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.access.signing;

public record Key() {}
