// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.logging.internal.exchange;

import org.slf4j.Logger;

public record Step(Logger c0) {}
