// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.jettylib.ext.jetty;

import org.eclipse.jetty.client.HttpClient;

public record Client(HttpClient c0) {}
