// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.internal.access.signing.SignatureHash;

/** The hash that a signature is made over (CloudFront: {@code Hash-Algorithm}). */
public enum HashAlgorithm {
  /** SHA-1, which CloudFront assumes when a URL or cookie names none. */
  SHA1(SignatureHash.SHA1),
  /** SHA-256, named by one more parameter or cookie. */
  SHA256(SignatureHash.SHA256);

  private final SignatureHash hash;

  HashAlgorithm(SignatureHash hash) {
    this.hash = hash;
  }

  SignatureHash hash() {
    return hash;
  }
}
