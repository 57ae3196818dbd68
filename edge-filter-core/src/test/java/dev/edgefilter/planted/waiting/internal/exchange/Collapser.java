// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.waiting.internal.exchange;

import java.util.concurrent.Executor;

public record Collapser(Executor c0) {}
