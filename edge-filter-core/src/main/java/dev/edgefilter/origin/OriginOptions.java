// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.util.Set;

/**
 * How remote origins are spoken to where CloudFront's configuration has no word for it.
 *
 * @param interimPassed whether interim responses, such as 103 (Early Hints), go on to viewers;
 *     CloudFront drops them
 * @param http2Origins the ids of the origins that are spoken to in HTTP/2, of whichever
 *     distribution; CloudFront speaks HTTP/1.1
 */
public record OriginOptions(boolean interimPassed, Set<String> http2Origins) {

  /** What CloudFront does. */
  public static final OriginOptions DEFAULT = new OriginOptions(false, Set.of());

  /** Copies the set. */
  public OriginOptions {
    http2Origins = Set.copyOf(http2Origins);
  }

  /** The same, with interim responses passed or not. */
  public OriginOptions withInterimPassed(boolean passed) {
    return new OriginOptions(passed, http2Origins);
  }

  /**
   * The same, with HTTP/2 to some origins: over TLS where they are asked in https, else with prior
   * knowledge. An origin that does not speak it fails; WebSocket goes over HTTP/1.1 all the same.
   */
  public OriginOptions withHttp2(Set<String> originIds) {
    return new OriginOptions(interimPassed, originIds);
  }
}
