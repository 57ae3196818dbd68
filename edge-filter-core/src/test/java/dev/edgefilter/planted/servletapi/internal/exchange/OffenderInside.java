// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.servletapi.internal.exchange;

import jakarta.servlet.ServletRequest;

public record OffenderInside(ServletRequest c0) {}
