// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.QueryString;

/**
 * The parts of messages as messages.js takes them: a list of names and values in turn, which is
 * quicker to compare with what comes back, or the object of the event where a list cannot say it.
 */
public final class EventParts {
  private EventParts() {}

  /** Of {@code request.querystring}. */
  public static String query(FunctionRequest request) {
    Given given = Given.parameters(QueryString.parse(request.query()));
    return given.isPlain() ? given.json() : EventWriter.query(request);
  }

  /** Of {@code request.headers}. */
  public static String headers(FunctionRequest request) {
    Given given = Given.headers(request.headers(), "cookie");
    return given.isPlain() ? given.json() : EventWriter.headers(request);
  }

  /** Of {@code request.cookies}. */
  public static String cookies(FunctionRequest request) {
    Given given = Given.cookies(Cookies.parse(request.headers().all("Cookie")).list());
    return given.isPlain() ? given.json() : EventWriter.cookies(request);
  }

  /** Of {@code response.headers}. */
  public static String headers(FunctionResponse response) {
    Given given = Given.headers(response.headers(), "set-cookie");
    return given.isPlain() ? given.json() : EventWriter.headers(response);
  }

  /** Of {@code response.cookies}, which have more than a name and a value. */
  public static String cookies(FunctionResponse response) {
    return response.headers().contains("Set-Cookie") ? EventWriter.cookies(response) : "[]";
  }
}
