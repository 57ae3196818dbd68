// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.servletapi.servlet;

import jakarta.servlet.ServletRequest;

public record Entry(ServletRequest c0) {}
