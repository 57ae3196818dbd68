// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.waiting.internal.cache;

import java.util.concurrent.Executor;

public record OffenderWaiter(Executor c0) {}
