// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.servletapi.management;

import jakarta.servlet.ServletRequest;

public record Api(ServletRequest c0) {}
