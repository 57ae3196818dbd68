// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.servletapi;

import jakarta.servlet.ServletRequest;

public record OffenderAtTheTop(ServletRequest c0) {}
