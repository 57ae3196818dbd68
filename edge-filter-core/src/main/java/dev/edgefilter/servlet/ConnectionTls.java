// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What containers tell of the TLS connection that a request came on. */
final class ConnectionTls {

  private static final String CIPHER = "jakarta.servlet.request.cipher_suite";

  /** Servlet 6.1 names the version; before, Tomcat had a name of its own. */
  private static final String[] VERSIONS = {
    "jakarta.servlet.request.secure_protocol", "org.apache.tomcat.util.net.secure_protocol_version"
  };

  private ConnectionTls() {}

  /** Version and cipher suite; null without TLS, or when the version cannot be told. */
  static @Nullable String of(HttpServletRequest request) {
    if (!(request.getAttribute(CIPHER) instanceof String cipher)) {
      return null;
    }
    for (String name : VERSIONS) {
      if (request.getAttribute(name) instanceof String version) {
        return version + ':' + cipher;
      }
    }
    if (cipher.startsWith("TLS_AES_") || cipher.startsWith("TLS_CHACHA20_")) {
      return "TLSv1.3:" + cipher; // RFC 8446 has suites of its own
    }
    // RFC 5246 brought these; what came before it ended in SHA or MD5, and all versions have it.
    boolean newer = cipher.endsWith("_SHA256") || cipher.endsWith("_SHA384");
    return newer ? "TLSv1.2:" + cipher : null;
  }
}
