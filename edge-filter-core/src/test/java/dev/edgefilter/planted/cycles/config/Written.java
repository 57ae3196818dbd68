// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.cycles.config;

import dev.edgefilter.planted.cycles.http.Head;

public record Written(Head c0) {}
