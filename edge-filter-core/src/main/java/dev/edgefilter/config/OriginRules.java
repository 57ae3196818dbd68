// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HostNames;
import java.util.List;

/** What must hold for one origin. */
final class OriginRules {
  private static final int LONGEST_PATH = 255;
  private static final int LONGEST_HEADER_NAME = 256;
  private static final int LONGEST_HEADER_VALUE = 1783;
  private static final int LONGEST_HEADERS = 10_240;

  private final OriginConfig origin;
  private final String place;
  private final Written written;
  private final List<ConfigProblem> problems;

  OriginRules(OriginConfig origin, String place, Written written, List<ConfigProblem> problems) {
    this.origin = origin;
    this.place = place;
    this.written = written;
    this.problems = problems;
  }

  void check() {
    if (!HostNames.isHostName(origin.domainName())) {
      report(
          ".domainName",
          "found \""
              + origin.domainName()
              + "\"; expected a host name without scheme, port and"
              + " path, or \"self\" for this application; ports are HTTPPort and HTTPSPort");
    } else if (!origin.isSelf() && origin.custom() == null && !origin.s3()) {
      report("", "has no CustomOriginConfig; add one, or use the DomainName \"self\"");
    }
    checkPath(origin.originPath());
    checkRange(".connectionAttempts", origin.connectionAttempts(), 3);
    checkRange(".connectionTimeout", origin.connectionTimeoutSeconds(), 10);
    CustomOriginConfig custom = origin.custom();
    if (custom != null) {
      check(custom);
    }
    checkAccess();
    checkCompletion(custom == null ? 0 : custom.readTimeoutSeconds());
    checkHeaders(origin.customHeaders());
  }

  private void checkAccess() {
    if (!origin.accessIdentity().isEmpty() && !origin.accessControlId().isEmpty()) {
      report(
          ".s3OriginConfig.originAccessIdentity",
          "found an identity besides the access control \""
              + origin.accessControlId()
              + "\"; leave the identity empty");
    }
    if (origin.s3()) {
      checkPositive(".s3OriginConfig.originReadTimeout", origin.s3ReadTimeoutSeconds());
    }
  }

  private void checkPath(String path) {
    if (path.isEmpty()) {
      return;
    }
    if (!path.startsWith("/") || path.endsWith("/") || path.length() > LONGEST_PATH) {
      report(
          ".originPath",
          "found \""
              + path
              + "\"; expected a path that begins with a slash, does not end with one"
              + " and has at most "
              + LONGEST_PATH
              + " characters");
    }
  }

  private void check(CustomOriginConfig custom) {
    checkPort(".customOriginConfig.httpPort", custom.httpPort());
    checkPort(".customOriginConfig.httpsPort", custom.httpsPort());
    checkPositive(".customOriginConfig.originReadTimeout", custom.readTimeoutSeconds());
    checkPositive(".customOriginConfig.originKeepaliveTimeout", custom.keepaliveTimeoutSeconds());
  }

  private void checkPort(String field, int port) {
    if (port != 80 && port != 443 && (port < 1024 || port > 65_535)) {
      report(field, "found " + port + "; expected 80, 443 or 1024 to 65535");
    }
  }

  private void checkRange(String field, int number, int max) {
    if (number < 1 || number > max) {
      report(field, "found " + number + "; expected 1 to " + max);
    }
  }

  /** The upper limits of these two can be raised, so only the lower one is checked. */
  private void checkPositive(String field, int seconds) {
    if (seconds < 1) {
      report(field, "found " + seconds + "; expected at least 1 second");
    }
  }

  private void checkCompletion(int readTimeoutSeconds) {
    long seconds = origin.responseCompletionTimeoutSeconds();
    if (seconds != 0 && (seconds < 0 || seconds < readTimeoutSeconds)) {
      report(
          ".responseCompletionTimeout",
          "found "
              + seconds
              + "; expected at least the OriginReadTimeout of "
              + readTimeoutSeconds
              + " seconds");
    }
  }

  /** Values may be secrets, so no message shows one. */
  private void checkHeaders(Headers headers) {
    int total = 0;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      int valueLength = headers.value(i).length();
      total += name.length() + valueLength;
      if (!HeaderNames.mayBeCustom(name)) {
        report(
            ".customHeaders[" + i + "].headerName",
            "found \"" + name + "\", which an origin's custom headers may not set; remove it");
      } else if (name.length() > LONGEST_HEADER_NAME || valueLength > LONGEST_HEADER_VALUE) {
        report(
            ".customHeaders[" + i + "]",
            "found a header of "
                + name.length()
                + " + "
                + valueLength
                + " characters; expected at"
                + " most "
                + LONGEST_HEADER_NAME
                + " + "
                + LONGEST_HEADER_VALUE);
      }
    }
    if (total > LONGEST_HEADERS) {
      report(
          ".customHeaders",
          "have " + total + " characters together; expected at most " + LONGEST_HEADERS);
    }
  }

  private void report(String field, String message) {
    written.report(problems, place + field, message);
  }
}
