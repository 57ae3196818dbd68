// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.Ipv4Range;
import org.jspecify.annotations.Nullable;

/** What a signature grants: a canned policy's URL and expiry, or all that a custom policy says. */
final class SignedPolicy {
  private final byte[] signedBytes;
  private final @Nullable String resource;
  private final long beforeSeconds;
  private final @Nullable Long afterSeconds;
  private final @Nullable String sourceIp;
  private final @Nullable Ipv4Range sourceRange;

  SignedPolicy(
      byte[] signedBytes,
      @Nullable String resource,
      long beforeSeconds,
      @Nullable Long afterSeconds,
      @Nullable String sourceIp,
      @Nullable Ipv4Range sourceRange) {
    this.signedBytes = signedBytes;
    this.resource = resource;
    this.beforeSeconds = beforeSeconds;
    this.afterSeconds = afterSeconds;
    this.sourceIp = sourceIp;
    this.sourceRange = sourceRange;
  }

  /** The bytes that the signature must cover. */
  byte[] signedBytes() {
    return signedBytes;
  }

  /** The pattern that the URL must match; null for a policy that grants every URL. */
  @Nullable String resource() {
    return resource;
  }

  /** The second at which the grant ends. */
  long beforeSeconds() {
    return beforeSeconds;
  }

  /** The last second before the grant begins, or null if it began long ago. */
  @Nullable Long afterSeconds() {
    return afterSeconds;
  }

  /** The range as the policy writes it, or null. */
  @Nullable String sourceIp() {
    return sourceIp;
  }

  /** The addresses that may use the grant, or null for all. */
  @Nullable Ipv4Range sourceRange() {
    return sourceRange;
  }
}
