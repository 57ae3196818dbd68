// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

/** Says whether a signature is a trusted key's own over some bytes; safe for many threads. */
public interface SignatureVerifier {
  /** Whether it is; false for whatever is malformed or cannot be checked, never an exception. */
  boolean verify(TrustedKey key, SignatureHash hash, byte[] signed, byte[] signature);
}
