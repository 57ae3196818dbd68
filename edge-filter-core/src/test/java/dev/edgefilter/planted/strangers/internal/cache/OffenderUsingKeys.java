// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.cache;

import dev.edgefilter.planted.strangers.internal.access.signing.Key;

public record OffenderUsingKeys(Key c0) {}
