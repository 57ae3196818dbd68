// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.http.QueryString;
import dev.edgefilter.internal.access.signing.ResourcePattern;
import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A URL taken apart as the verifier will see it in a request. */
record SignableUrl(String scheme, String host, String path, @Nullable String query) {

  static SignableUrl parse(String url) {
    checkCharacters("URL", url);
    int hostStart = url.indexOf("://") + 3;
    String scheme = hostStart < 3 ? "" : url.substring(0, hostStart - 3).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw wrong(url, "does not begin with https:// or http://");
    }
    int question = url.indexOf('?', hostStart);
    int end = question < 0 ? url.length() : question;
    int slash = url.indexOf('/', hostStart);
    int hostEnd = slash < 0 || slash > end ? end : slash;
    String host = url.substring(hostStart, hostEnd).toLowerCase(Locale.ROOT);
    String path = hostEnd == end ? "/" : url.substring(hostEnd, end);
    String query = end + 1 < url.length() ? url.substring(end + 1) : null;
    check(url, host, query);
    return new SignableUrl(scheme, withoutDefaultPort(scheme, host), path, query);
  }

  private static void check(String url, String host, @Nullable String query) {
    if (host.isEmpty() || host.indexOf('@') >= 0) {
      throw wrong(url, "has no host, or user information before it");
    }
    if (url.indexOf('#') >= 0 || url.indexOf('"') >= 0 || url.indexOf('\\') >= 0) {
      throw wrong(url, "holds one of # \" \\; leave a fragment out and percent-encode the others");
    }
    for (SignatureParameter parameter : SignatureParameter.values()) {
      if (QueryString.firstValue(query, parameter.queryName()) != null) {
        throw wrong(url, "already has the reserved parameter " + parameter.queryName());
      }
    }
  }

  private static String withoutDefaultPort(String scheme, String host) {
    String port = scheme.equals("https") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }

  /** The URL as it is signed: host in lower case, no default port, a path. */
  String text() {
    String url = scheme + "://" + host + path;
    return query == null ? url : url + "?" + query;
  }

  boolean isCoveredBy(String resource) {
    return ResourcePattern.covers(resource, scheme, host, path, query);
  }

  static void checkCharacters(String what, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            what
                + " \""
                + value
                + "\" holds a character at index "
                + i
                + " that must be percent-encoded");
      }
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
  }

  static long seconds(String what, Instant instant) {
    if (instant.getEpochSecond() < 0) {
      throw new IllegalArgumentException(what + " " + instant + " lies before 1970");
    }
    return instant.getEpochSecond();
  }

  private static IllegalArgumentException wrong(String url, String why) {
    return new IllegalArgumentException("URL \"" + url + "\" " + why);
  }
}
