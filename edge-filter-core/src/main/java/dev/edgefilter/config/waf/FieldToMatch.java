// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Objects;

/**
 * Which part of a request a statement looks at.
 *
 * @param kind the part
 * @param name the header or query argument, for the parts of one name; else empty
 * @param selection which headers, cookies or JSON values of several
 * @param names the names, or JSON pointers, that the selection lists
 * @param scope whether names, values or both are looked at, where a part has both
 * @param oversize what happens when there is more than rules see
 * @param invalidJson what happens with a body that is no JSON
 * @param matchWhenAbsent whether a part that the edge can never know counts as a match
 */
public record FieldToMatch(
    Kind kind,
    String name,
    Selection selection,
    List<String> names,
    Scope scope,
    Oversize oversize,
    InvalidJson invalidJson,
    boolean matchWhenAbsent) {
  /** The parts of a request. */
  public enum Kind {
    SINGLE_HEADER,
    HEADERS,
    HEADER_ORDER,
    COOKIES,
    SINGLE_QUERY_ARGUMENT,
    ALL_QUERY_ARGUMENTS,
    QUERY_STRING,
    URI_PATH,
    /** Viewers do not send it, so only {@link #matchWhenAbsent} counts. */
    URI_FRAGMENT,
    METHOD,
    BODY,
    JSON_BODY,
    /** The container ends TLS, so only {@link #matchWhenAbsent} counts. */
    JA3_FINGERPRINT,
    /** The container ends TLS, so only {@link #matchWhenAbsent} counts. */
    JA4_FINGERPRINT
  }

  /** Which of several. */
  public enum Selection {
    ALL,
    INCLUDED,
    EXCLUDED
  }

  /** What of a name and a value is looked at. */
  public enum Scope {
    ALL,
    KEY,
    VALUE
  }

  /** What happens when there is more than rules see. */
  public enum Oversize {
    /** What fits is looked at. */
    CONTINUE,
    MATCH,
    NO_MATCH
  }

  /** What happens with a body that is no JSON. */
  public enum InvalidJson {
    /** What comes before the fault is looked at. */
    UP_TO_FAULT,
    MATCH,
    NO_MATCH,
    /** The body is looked at as text. */
    AS_TEXT
  }

  /** Copies the names. */
  public FieldToMatch {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(selection, "selection");
    names = List.copyOf(names);
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(oversize, "oversize");
    Objects.requireNonNull(invalidJson, "invalidJson");
  }

  /** A part that has neither a name nor settings. */
  public static FieldToMatch of(Kind kind) {
    return of(kind, "");
  }

  /** The raw path. */
  public static FieldToMatch uriPath() {
    return of(Kind.URI_PATH);
  }

  /** The raw query. */
  public static FieldToMatch queryString() {
    return of(Kind.QUERY_STRING);
  }

  /** One header. */
  public static FieldToMatch header(String name) {
    return of(Kind.SINGLE_HEADER, name);
  }

  /** One query argument. */
  public static FieldToMatch queryArgument(String name) {
    return of(Kind.SINGLE_QUERY_ARGUMENT, name);
  }

  /** The body, as far as rules see it. */
  public static FieldToMatch body(Oversize oversize) {
    return new FieldToMatch(
        Kind.BODY,
        "",
        Selection.ALL,
        List.of(),
        Scope.ALL,
        oversize,
        InvalidJson.UP_TO_FAULT,
        false);
  }

  private static FieldToMatch of(Kind kind, String name) {
    return new FieldToMatch(
        kind,
        name,
        Selection.ALL,
        List.of(),
        Scope.ALL,
        Oversize.CONTINUE,
        InvalidJson.UP_TO_FAULT,
        false);
  }
}
