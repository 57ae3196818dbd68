// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.waiting.internal.response;

import java.nio.file.Path;

public record OffenderFile(Path c0) {}
