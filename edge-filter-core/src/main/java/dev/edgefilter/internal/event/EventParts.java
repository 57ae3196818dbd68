// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.QueryString;
import org.jspecify.annotations.Nullable;

/**
 * The parts of messages as messages.js takes them: names and values in turn, a NUL between them,
 * which is quicker to read and to compare with what comes back; or, where that cannot say it, a
 * line feed and the object of the event in JSON.
 */
public final class EventParts {
  private static final String NUL = "\0";
  private static final char LINE_FEED = '\n';

  private EventParts() {}

  /** Of {@code request.querystring}. */
  public static String query(FunctionRequest request) {
    String text = text(Given.parameters(QueryString.parse(request.query())).list());
    return text == null ? LINE_FEED + EventWriter.query(request) : text;
  }

  /** Of {@code request.headers}. */
  public static String headers(FunctionRequest request) {
    String text = text(list(request));
    return text == null ? LINE_FEED + EventWriter.headers(request) : text;
  }

  /** Names and values of {@code request.headers} in turn, or null when there is more to them. */
  public static String @Nullable [] list(FunctionRequest request) {
    return Given.headers(request.headers(), "cookie").list();
  }

  /** Of {@code request.cookies}. */
  public static String cookies(FunctionRequest request) {
    String text = text(Given.cookies(Cookies.parse(request.headers().all("Cookie")).list()).list());
    return text == null ? LINE_FEED + EventWriter.cookies(request) : text;
  }

  /** Of {@code response.headers}. */
  public static String headers(FunctionResponse response) {
    String text = text(list(response));
    return text == null ? LINE_FEED + EventWriter.headers(response) : text;
  }

  /** Names and values of {@code response.headers} in turn, or null when there is more to them. */
  public static String @Nullable [] list(FunctionResponse response) {
    return Given.headers(response.headers(), "set-cookie").list();
  }

  /** Of {@code response.cookies}, which have more than a name and a value. */
  public static String cookies(FunctionResponse response) {
    return response.headers().contains("Set-Cookie")
        ? LINE_FEED + EventWriter.cookies(response)
        : "";
  }

  /** Null when a text cannot stand among others. */
  private static @Nullable String text(String @Nullable [] list) {
    if (list == null || (list.length > 0 && list[0].indexOf(LINE_FEED) == 0)) {
      return null;
    }
    for (String piece : list) {
      if (piece.contains(NUL)) {
        return null;
      }
    }
    return String.join(NUL, list);
  }
}
