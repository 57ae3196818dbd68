// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

/** The reserved names of signed URLs and signed cookies, in the order signers write them. */
public enum SignatureParameter {
  EXPIRES("Expires"),
  POLICY("Policy"),
  SIGNATURE("Signature"),
  KEY_PAIR_ID("Key-Pair-Id"),
  HASH_ALGORITHM("Hash-Algorithm");

  private final String queryName;
  private final String cookieName;

  SignatureParameter(String queryName) {
    this.queryName = queryName;
    this.cookieName = "CloudFront-" + queryName;
  }

  /** The name in a query, case-sensitive. */
  public String queryName() {
    return queryName;
  }

  /** The name of the cookie, case-sensitive. */
  public String cookieName() {
    return cookieName;
  }
}
