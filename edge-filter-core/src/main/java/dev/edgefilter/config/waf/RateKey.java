// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Objects;

/**
 * A part of a request by which a rate is counted.
 *
 * @param kind the part
 * @param name the header, cookie, query argument or label namespace; else empty
 * @param transformations what is done to the part before it is compared
 */
public record RateKey(Kind kind, String name, List<TextTransformation> transformations) {
  /** The parts. */
  public enum Kind {
    HEADER,
    COOKIE,
    QUERY_ARGUMENT,
    QUERY_STRING,
    HTTP_METHOD,
    URI_PATH,
    IP,
    FORWARDED_IP,
    LABEL_NAMESPACE,
    ASN
  }

  /** Copies the list. */
  public RateKey {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    transformations = List.copyOf(transformations);
  }

  /** A part as it is. */
  public static RateKey of(Kind kind, String name) {
    return new RateKey(kind, name, List.of());
  }
}
