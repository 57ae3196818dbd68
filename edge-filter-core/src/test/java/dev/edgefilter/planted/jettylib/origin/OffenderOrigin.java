// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.jettylib.origin;

import org.eclipse.jetty.client.HttpClient;

public record OffenderOrigin(HttpClient c0) {}
