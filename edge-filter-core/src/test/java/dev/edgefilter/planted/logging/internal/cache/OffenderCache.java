// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.logging.internal.cache;

import org.slf4j.Logger;

public record OffenderCache(Logger c0) {}
