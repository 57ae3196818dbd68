// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.strangers.internal.access;

import dev.edgefilter.planted.strangers.internal.access.signing.Key;

public record Access(Key c0) {}
