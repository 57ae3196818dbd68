// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.NativeHeaders;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/** Hands Jetty fields that were encoded once for all their responses. */
public final class JettyHeaders implements NativeHeaders {

  private final ReadyFields ready = new ReadyFields();
  private final ReadyLines lines = new ReadyLines();

  /** For the service loader. */
  public JettyHeaders() {}

  @Override
  public boolean setAll(Object response, Headers headers) {
    Response jetty = JettyResponses.of(response);
    if (jetty == null) {
      return false;
    }
    ReadyFields.Ready prepared = ready.of(headers);
    if (prepared == null) {
      return false;
    }
    HttpFields.Mutable fields = jetty.getHeaders();
    long present = prepared.present(fields);
    HttpField[] all = prepared.fields();
    for (int i = 0; i < all.length; i++) {
      if ((present & 1L << i) != 0) {
        fields.put(prepared.plain(i)); // Jetty has put headers of its own, such as Date, already
      } else {
        fields.add(all[i]);
      }
    }
    return true;
  }

  @Override
  public boolean add(Object response, String name, String value) {
    Response jetty = JettyResponses.of(response);
    if (jetty == null) {
      return false;
    }
    HttpHeader known = HttpHeader.CACHE.get(name);
    jetty.getHeaders().add(lines.of(known, name, value));
    return true;
  }
}
