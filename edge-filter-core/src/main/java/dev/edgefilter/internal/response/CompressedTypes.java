// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import java.util.Locale;
import java.util.Set;

/** The media types that are compressed (CloudFront: File types that CloudFront compresses). */
final class CompressedTypes {

  private static final Set<String> TYPES =
      Set.of(
          "application/dash+xml",
          "application/eot",
          "application/font",
          "application/font-sfnt",
          "application/javascript",
          "application/json",
          "application/opentype",
          "application/otf",
          "application/pdf",
          "application/pkcs7-mime",
          "application/protobuf",
          "application/rss+xml",
          "application/truetype",
          "application/ttf",
          "application/vnd.apple.mpegurl",
          "application/vnd.mapbox-vector-tile",
          "application/vnd.ms-fontobject",
          "application/wasm",
          "application/xhtml+xml",
          "application/xml",
          "application/x-font-opentype",
          "application/x-font-truetype",
          "application/x-font-ttf",
          "application/x-httpd-cgi",
          "application/x-javascript",
          "application/x-mpegurl",
          "application/x-opentype",
          "application/x-otf",
          "application/x-perl",
          "application/x-ttf",
          "font/eot",
          "font/opentype",
          "font/otf",
          "font/ttf",
          "image/svg+xml",
          "text/css",
          "text/csv",
          "text/html",
          "text/javascript",
          "text/js",
          "text/plain",
          "text/richtext",
          "text/tab-separated-values",
          "text/xml",
          "text/x-component",
          "text/x-java-source",
          "text/x-script",
          "vnd.apple.mpegurl");

  private CompressedTypes() {}

  /** Whether the type of a Content-Type is in the list; parameters and case do not matter. */
  static boolean contains(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return TYPES.contains(type.trim().toLowerCase(Locale.ROOT));
  }
}
