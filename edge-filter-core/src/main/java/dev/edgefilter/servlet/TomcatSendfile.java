// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;

/**
 * Lets Tomcat send a file by itself after the request (Tomcat: Advanced IO), which costs neither a
 * copy nor the thread.
 */
final class TomcatSendfile {

  /** Tomcat's own files go this way from here on; below, a write is as fast. */
  private static final long LEAST_BYTES = 48 * 1024;

  private static final String PREFIX = "org.apache.tomcat.sendfile.";
  private static final String SUPPORT = PREFIX + "support";
  private static final String FILE_NAME = PREFIX + "filename";
  private static final String START = PREFIX + "start";
  private static final String END = PREFIX + "end";
  private static final String TOMCAT = "org.apache.catalina.connector.";

  private TomcatSendfile() {}

  /**
   * Whether the connector offers it, and nobody stands between it and us: a wrapper in front may
   * count or change the body, and would see none.
   */
  static boolean offered(HttpServletRequest request, HttpServletResponse response, long bytes) {
    return bytes > LEAST_BYTES
        && Boolean.TRUE.equals(request.getAttribute(SUPPORT))
        && request.getClass().getName().startsWith(TOMCAT)
        && response.getClass().getName().startsWith(TOMCAT)
        && !response.isCommitted()
        && response.getStatus() < 400 // Tomcat would see an error without a body
        && !request.isAsyncStarted();
  }

  /** Tells the connector what to send; the head must have its Content-Length. */
  static void send(HttpServletRequest request, Path file, long offset, long bytes) {
    request.setAttribute(FILE_NAME, file.toAbsolutePath().toString());
    request.setAttribute(START, offset);
    request.setAttribute(END, offset + bytes);
  }
}
