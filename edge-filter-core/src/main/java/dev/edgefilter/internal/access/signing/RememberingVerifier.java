// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers good signatures, so that the thousand range requests of a video player cost one
 * verification.
 *
 * <p>Only that a signature is good is remembered, under SHA-256 of the key, the hash, the signature
 * and the signed bytes; what the signed policy demands is for the caller to check each time. The
 * memory is a table of fixed size, 60 bytes an entry, whatever is signed. Bad signatures are never
 * remembered, so nobody without a key can push good ones out.
 *
 * <p>Any number of threads may call this without a lock. A slot is one reference to an immutable
 * verdict; when two threads write one slot, the loser's signature is merely verified again later.
 */
public final class RememberingVerifier implements SignatureVerifier {
  private static final int WAYS = 8;

  private final SignatureVerifier verifier;
  private final AtomicReferenceArray<@Nullable Verdict> slots;
  private final int sets;

  /**
   * Remembers in front of another verifier.
   *
   * @param capacity how many signatures to remember at most, from 8
   */
  public RememberingVerifier(SignatureVerifier verifier, int capacity) {
    if (capacity < WAYS) {
      throw new IllegalArgumentException("capacity " + capacity + " is less than " + WAYS);
    }
    this.verifier = verifier;
    this.sets = capacity / WAYS;
    this.slots = new AtomicReferenceArray<>(sets * WAYS);
  }

  @Override
  public boolean verify(TrustedKey key, SignatureHash hash, byte[] signed, byte[] signature) {
    Verdict verdict = Verdict.about(key, hash, signed, signature);
    int first = Integer.remainderUnsigned(Long.hashCode(verdict.a), sets) * WAYS;
    if (remembers(first, verdict)) {
      return true;
    }
    boolean good = verifier.verify(key, hash, signed, signature);
    if (good) {
      slots.set(victim(first), verdict);
    }
    return good;
  }

  private boolean remembers(int first, Verdict verdict) {
    for (int i = first; i < first + WAYS; i++) {
      Verdict known = slots.get(i);
      if (known != null && known.sameAs(verdict)) {
        known.used = true;
        return true;
      }
    }
    return false;
  }

  /** A free slot, or the first that was not used since it was last passed over. */
  private int victim(int first) {
    for (int i = first; i < first + WAYS; i++) {
      Verdict known = slots.get(i);
      if (known == null || !known.used) {
        return i;
      }
      known.used = false;
    }
    return first;
  }

  /** That a signature is good, as the 256 bits that stand for all that was verified. */
  private static final class Verdict {
    private final long a;
    private final long b;
    private final long c;
    private final long d;

    /** A hint for the choice of a victim; a lost write does no harm. */
    private boolean used;

    private Verdict(ByteBuffer digest) {
      this.a = digest.getLong();
      this.b = digest.getLong();
      this.c = digest.getLong();
      this.d = digest.getLong();
    }

    static Verdict about(TrustedKey key, SignatureHash hash, byte[] signed, byte[] signature) {
      MessageDigest digest = SignatureHash.SHA256.newDigest();
      digest.update(key.fingerprint());
      // The length keeps bytes from moving between the signature and what it signs.
      ByteBuffer shape = ByteBuffer.allocate(5).put(hash.code()).putInt(signature.length);
      digest.update(shape.array());
      digest.update(signature);
      digest.update(signed);
      return new Verdict(ByteBuffer.wrap(digest.digest()));
    }

    boolean sameAs(Verdict other) {
      return a == other.a && b == other.b && c == other.c && d == other.d;
    }
  }
}
