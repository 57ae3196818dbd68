// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.config;

import dev.edgefilter.planted.layering.http.Head;

public record Written(Head c0) {}
