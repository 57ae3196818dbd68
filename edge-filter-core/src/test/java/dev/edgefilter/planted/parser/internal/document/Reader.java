// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.parser.internal.document;

import org.snakeyaml.engine.v2.nodes.Node;

public record Reader(Node c0) {}
