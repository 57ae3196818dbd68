// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.waiting.internal.access;

import java.io.Reader;

public record OffenderReader(Reader c0) {}
