// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.logging.internal.access.signing;

import org.slf4j.Logger;

public record OffenderKeys(Logger c0) {}
