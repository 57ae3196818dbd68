// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/** Turns requests into the client's, and the client's response heads into ours. */
final class Messages {

  /** They belong to a connection, and the one to the origin is the client's (RFC 9110, 7.6.1). */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect");

  private Messages() {}

  /** A request without its body; {@code name} is what TLS knows the origin by. */
  static Request request(
      HttpClient client, RemoteServer server, String name, OriginRequest request) {
    String query = request.query();
    String target = query == null ? request.path() : request.path() + '?' + query;
    Request result =
        withTarget(client, target)
            .scheme(server.scheme())
            .method(request.method())
            // The pauses are ours to measure: a slow viewer must not look like a slow origin.
            .idleTimeout(0, TimeUnit.MILLISECONDS);
    boolean lengthKept = UploadLength.of(request) >= 0;
    result.headers(fields -> setHeaders(fields, request.headers(), lengthKept));
    // One client speaks one version of HTTP.
    return client.getHttpClientTransport() instanceof HttpClientTransportOverHTTP
        ? result.version(HttpVersion.HTTP_1_1).host(name).port(server.port())
        : withAuthority(result.version(HttpVersion.HTTP_2).tag(name), name);
  }

  /** HTTP/2 has an authority in the place of Host (RFC 9113, 8.3.1). */
  private static Request withAuthority(Request request, String name) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    HostPort asked = new HostPort(host == null ? name : host);
    return request
        .host(String.valueOf(asked.getHost()))
        .port(asked.getPort())
        .headers(fields -> fields.remove(HttpHeader.HOST));
  }

  /**
   * The target goes out as it is: parsed where it is a URI, else as one opaque text. Only a percent
   * sign without two hexadecimal digits, which the client refuses, is written as {@code %25}: who
   * accepts it bare reads both alike.
   */
  private static Request withTarget(HttpClient client, String target) {
    try {
      return client.newRequest(new URI("http://origin" + target));
    } catch (URISyntaxException e) {
      return client.newRequest("http://origin/").path(withPercentSigns(target));
    }
  }

  private static String withPercentSigns(String target) {
    StringBuilder good = new StringBuilder(target.length() + 4);
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      good.append(c);
      if (c == '%' && !(isHex(target, i + 1) && isHex(target, i + 2))) {
        good.append("25");
      }
    }
    return good.toString();
  }

  private static boolean isHex(String text, int index) {
    return index < text.length() && HexFormat.isHexDigit(text.charAt(index));
  }

  /** True when the request asks to leave HTTP; the edge adds the header to such requests alone. */
  static boolean asksUpgrade(OriginRequest request) {
    return request.headers().contains("Upgrade");
  }

  private static void setHeaders(HttpFields.Mutable fields, Headers headers, boolean lengthKept) {
    fields.clear();
    for (int i = 0; i < headers.size(); i++) {
      String lower = headers.name(i).toLowerCase(Locale.ROOT);
      boolean dropped =
          OF_CONNECTION.contains(lower) || (lower.equals("content-length") && !lengthKept);
      if (!dropped) {
        fields.add(headers.name(i), headers.value(i));
      }
    }
    String upgrade = headers.joined("Upgrade");
    if (upgrade != null) {
      fields.put("Connection", "Upgrade");
      fields.put("Upgrade", upgrade);
    }
  }

  /**
   * The head of a response.
   *
   * @throws IllegalArgumentException when a line or the status is not HTTP
   */
  static ResponseHead head(Response response) {
    if (response.getStatus() < 200) {
      throw new IllegalArgumentException("status " + response.getStatus() + " was not asked for");
    }
    return new ResponseHead(response.getStatus(), headers(response.getHeaders()));
  }

  /**
   * The head with which an origin leaves HTTP.
   *
   * @throws IllegalArgumentException when a line is not HTTP
   */
  static ResponseHead upgradeHead(Response response) {
    return new ResponseHead(response.getStatus(), headers(response.getHeaders()));
  }

  /** The client's form of some lines; null when there are none. */
  static @Nullable HttpFields fields(Headers headers) {
    if (headers.size() == 0) {
      return null;
    }
    HttpFields.Mutable fields = HttpFields.build();
    for (int i = 0; i < headers.size(); i++) {
      fields.add(headers.name(i), headers.value(i));
    }
    return fields;
  }

  /** All lines as they are; throws when one is not HTTP. */
  static Headers headers(HttpFields fields) {
    Headers.Builder headers = Headers.builder();
    for (HttpField field : fields) {
      String value = field.getValue();
      headers.add(field.getName(), value == null ? "" : value);
    }
    return headers.build();
  }
}
