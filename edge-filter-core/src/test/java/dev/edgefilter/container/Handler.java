// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What an application does on a path. */
@FunctionalInterface
interface Handler {
  void handle(HttpServletRequest request, HttpServletResponse response) throws Exception;
}
