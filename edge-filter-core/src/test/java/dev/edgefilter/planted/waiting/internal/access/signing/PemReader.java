// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.waiting.internal.access.signing;

import java.io.Reader;

public record PemReader(Reader c0) {}
