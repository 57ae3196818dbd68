// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.cycles.http;

public record Head() {}
