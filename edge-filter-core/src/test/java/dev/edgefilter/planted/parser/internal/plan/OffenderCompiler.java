// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.parser.internal.plan;

import org.snakeyaml.engine.v2.nodes.Node;

public record OffenderCompiler(Node c0) {}
