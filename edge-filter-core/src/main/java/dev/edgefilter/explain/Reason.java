// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

/** Why a rule decided as it did: a token for logs, headers and metrics, and the text it follows. */
public interface Reason {

  /** A lower-case token such as {@code must-revalidate}; public contract once released. */
  String token();

  /**
   * The text the rule follows, such as {@code RFC 9111, 5.2.2.2} or {@code CloudFront: Expiration}.
   */
  String source();
}
