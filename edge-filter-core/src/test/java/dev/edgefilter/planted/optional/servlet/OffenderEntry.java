// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.optional.servlet;

import org.apache.catalina.Context;

public record OffenderEntry(Context c0) {}
