// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.jettylib.ext.other;

import org.eclipse.jetty.client.HttpClient;

public record OffenderNeighbour(HttpClient c0) {}
