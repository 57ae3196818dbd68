// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events in the JSON of CloudFront Functions (CloudFront: event structure). */
public final class EventWriter {
  private static final int USUAL_CHARACTERS = 1024;

  private EventWriter() {}

  /** The {@code request} of the event. */
  public static String request(FunctionRequest request) {
    StringBuilder out = new StringBuilder(USUAL_CHARACTERS);
    Json.quote(out.append("{\"method\":"), request.method());
    Json.quote(out.append(",\"uri\":"), request.uri());
    out.append(",\"querystring\":").append(query(request));
    out.append(",\"headers\":").append(headers(request));
    out.append(",\"cookies\":").append(cookies(request));
    return out.append('}').toString();
  }

  /** The {@code request.querystring} of the event. */
  public static String query(FunctionRequest request) {
    if (request.query() == null) {
      return "{}";
    }
    StringBuilder out = new StringBuilder(128).append('{');
    query(out, QueryString.parse(request.query()));
    return out.append('}').toString();
  }

  /** The {@code request.headers} of the event. */
  public static String headers(FunctionRequest request) {
    StringBuilder out = new StringBuilder(USUAL_CHARACTERS).append('{');
    headers(out, request.headers(), "cookie");
    return out.append('}').toString();
  }

  /** The {@code request.cookies} of the event. */
  public static String cookies(FunctionRequest request) {
    List<String> lines = request.headers().all("Cookie");
    if (lines.isEmpty()) {
      return "{}";
    }
    StringBuilder out = new StringBuilder(256).append('{');
    cookies(out, Cookies.parse(lines).list());
    return out.append('}').toString();
  }

  /** The {@code response} of the event. */
  public static String response(FunctionResponse response) {
    StringBuilder out = new StringBuilder(USUAL_CHARACTERS);
    out.append("{\"statusCode\":").append(response.status());
    Json.quote(out.append(",\"statusDescription\":"), StatusText.of(response.status()));
    out.append(",\"headers\":").append(headers(response));
    out.append(",\"cookies\":").append(cookies(response));
    String body = body(response);
    if (body != null) {
      out.append(",\"body\":").append(body);
    }
    return out.append('}').toString();
  }

  /** The {@code response.headers} of the event. */
  public static String headers(FunctionResponse response) {
    StringBuilder out = new StringBuilder(USUAL_CHARACTERS).append('{');
    headers(out, response.headers(), "set-cookie");
    return out.append('}').toString();
  }

  /** The {@code response.cookies} of the event. */
  public static String cookies(FunctionResponse response) {
    List<SetCookie> cookies = SetCookie.parse(response.headers());
    if (cookies.isEmpty()) {
      return "{}";
    }
    StringBuilder out = new StringBuilder(256).append('{');
    setCookies(out, cookies);
    return out.append('}').toString();
  }

  /** The {@code response.body} of the event, which only a function has made; else null. */
  public static @Nullable String body(FunctionResponse response) {
    String body = response.body();
    if (body == null) {
      return null;
    }
    boolean text = response.encoding() == FunctionResponse.BodyEncoding.TEXT;
    StringBuilder out = new StringBuilder(body.length() + 64).append("{\"encoding\":");
    Json.quote(out, text ? "text" : "base64");
    Json.quote(out.append(",\"data\":"), body);
    return out.append('}').toString();
  }

  private static void query(StringBuilder out, List<QueryString.Parameter> parameters) {
    String[] names = new String[parameters.size()];
    Arrays.setAll(names, i -> parameters.get(i).name());
    Repeats repeats = Repeats.of(names);
    boolean first = true;
    for (int i = 0; i < parameters.size(); i++) {
      if (repeats.isRepeated(i)) {
        continue;
      }
      String value = valueOf(parameters.get(i));
      entry(out, first, names[i], value);
      boolean single = true;
      for (int j = repeats.next(i); j >= 0; j = repeats.next(j)) {
        single = more(out, single, value, valueOf(parameters.get(j)));
      }
      out.append(single ? "}" : "]}");
      first = false;
    }
  }

  private static String valueOf(QueryString.Parameter parameter) {
    String value = parameter.value();
    return value == null ? "" : value;
  }

  private static void headers(StringBuilder out, Headers headers, String left) {
    String[] names = new String[headers.size()];
    Arrays.setAll(names, i -> EventHeaders.lower(headers.name(i)));
    Repeats repeats = Repeats.of(names);
    boolean first = true;
    for (int i = 0; i < headers.size(); i++) {
      String name = names[i];
      if (repeats.isRepeated(i) || name.equals(left) || EventHeaders.isDisallowed(name)) {
        continue;
      }
      String value = EventHeaders.decode(headers.value(i));
      entry(out, first, name, value);
      boolean single = true;
      for (int j = repeats.next(i); j >= 0; j = repeats.next(j)) {
        single = more(out, single, value, EventHeaders.decode(headers.value(j)));
      }
      out.append(single ? "}" : "]}");
      first = false;
    }
  }

  private static void cookies(StringBuilder out, List<Cookies.Cookie> cookies) {
    String[] names = new String[cookies.size()];
    Arrays.setAll(names, i -> cookies.get(i).name());
    Repeats repeats = Repeats.of(names);
    boolean first = true;
    for (int i = 0; i < cookies.size(); i++) {
      if (repeats.isRepeated(i)) {
        continue;
      }
      String value = EventHeaders.decode(cookies.get(i).value());
      entry(out, first, names[i], value);
      boolean single = true;
      for (int j = repeats.next(i); j >= 0; j = repeats.next(j)) {
        single = more(out, single, value, EventHeaders.decode(cookies.get(j).value()));
      }
      out.append(single ? "}" : "]}");
      first = false;
    }
  }

  private static void setCookies(StringBuilder out, List<SetCookie> cookies) {
    String[] names = new String[cookies.size()];
    Arrays.setAll(names, i -> cookies.get(i).name());
    Repeats repeats = Repeats.of(names);
    boolean first = true;
    for (int i = 0; i < cookies.size(); i++) {
      SetCookie cookie = cookies.get(i);
      if (repeats.isRepeated(i) || cookie.name().isEmpty()) {
        continue;
      }
      Json.quote(out.append(first ? "" : ","), cookie.name());
      cookie(out.append(':'), cookie);
      boolean single = true;
      for (int j = repeats.next(i); j >= 0; j = repeats.next(j)) {
        if (single) {
          cookie(out.append(",\"multiValue\":["), cookie);
          out.append('}');
        }
        cookie(out.append(','), cookies.get(j));
        out.append('}');
        single = false;
      }
      out.append(single ? "}" : "]}");
      first = false;
    }
  }

  /** All but the last brace, as several values may follow. */
  private static void cookie(StringBuilder out, SetCookie cookie) {
    Json.quote(out.append("{\"value\":"), EventHeaders.decode(cookie.value()));
    if (!cookie.attributes().isEmpty()) {
      Json.quote(out.append(",\"attributes\":"), cookie.attributes());
    }
  }

  private static void entry(StringBuilder out, boolean first, String name, String value) {
    Json.quote(out.append(first ? "" : ","), name);
    Json.quote(out.append(":{\"value\":"), value);
  }

  /** One of several values; the first of them stands in front of the second one. */
  private static boolean more(StringBuilder out, boolean single, String first, String value) {
    if (single) {
      Json.quote(out.append(",\"multiValue\":[{\"value\":"), first);
      out.append('}');
    }
    Json.quote(out.append(",{\"value\":"), value);
    out.append('}');
    return false;
  }
}
