// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.internal.access.signing.Ipv4Range;
import dev.edgefilter.internal.access.signing.PolicyText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a custom policy grants: which URLs, until when, and optionally from when and to which
 * addresses (CloudFront: custom policies). Immutable.
 */
public final class SigningPolicy {
  private final @Nullable String resource;
  private final long expiresSeconds;
  private final @Nullable Long startsAfterSeconds;
  private final @Nullable String sourceAddress;

  private SigningPolicy(Builder builder, long expiresSeconds) {
    this.resource = builder.resource;
    this.expiresSeconds = expiresSeconds;
    this.startsAfterSeconds = builder.startsAfterSeconds;
    this.sourceAddress = builder.sourceAddress;
  }

  /** Starts a policy; {@link Builder#expires} is the one thing it must be told. */
  public static Builder builder() {
    return new Builder();
  }

  @Nullable String resource() {
    return resource;
  }

  /** The policy as it is signed. */
  String text(String grantedResource) {
    return PolicyText.custom(grantedResource, sourceAddress, startsAfterSeconds, expiresSeconds);
  }

  /** Collects the parts of a policy; used by one thread at a time. */
  public static final class Builder {
    private @Nullable String resource;
    private @Nullable Long expiresSeconds;
    private @Nullable Long startsAfterSeconds;
    private @Nullable String sourceAddress;

    private Builder() {}

    /**
     * Sets the URLs that are granted, such as {@code https://cdn.example.com/video/*}.
     *
     * <p>{@code *} stands for any characters and {@code ?} for exactly one; both stay within
     * protocol, domain, path or query, but a star at the end of the path takes any query. Without a
     * resource a signed URL grants itself alone; signed cookies need one.
     *
     * @throws IllegalArgumentException if it is empty or holds other than printable ASCII
     */
    public Builder resource(String value) {
      SignableUrl.checkCharacters("resource", value);
      this.resource = value;
      return this;
    }

    /**
     * Sets the instant at which the grant ends, in whole seconds.
     *
     * @throws IllegalArgumentException if it lies before 1970
     */
    public Builder expires(Instant value) {
      this.expiresSeconds = SignableUrl.seconds("expires", value);
      return this;
    }

    /**
     * Sets the instant after which the grant begins, in whole seconds; at that very second access
     * is still refused.
     *
     * @throws IllegalArgumentException if it lies before 1970
     */
    public Builder startsAfter(Instant value) {
      this.startsAfterSeconds = SignableUrl.seconds("startsAfter", value);
      return this;
    }

    /**
     * Sets the viewers that may use the grant.
     *
     * @param value an IPv4 address, or a range such as {@code 192.0.2.0/24}
     * @throws IllegalArgumentException if it is anything else; CloudFront knows no IPv6 here
     */
    public Builder sourceAddress(String value) {
      if (Ipv4Range.parse(value) == null) {
        throw new IllegalArgumentException(
            "sourceAddress \"" + value + "\" is no IPv4 address or range such as 192.0.2.0/24");
      }
      this.sourceAddress = value.indexOf('/') < 0 ? value + "/32" : value;
      return this;
    }

    /**
     * Makes the policy.
     *
     * @throws IllegalArgumentException if it never ends, or ends before it begins
     */
    public SigningPolicy build() {
      if (expiresSeconds == null) {
        throw new IllegalArgumentException("expires is missing: a policy must end at some time");
      }
      if (startsAfterSeconds != null && startsAfterSeconds >= expiresSeconds) {
        throw new IllegalArgumentException(
            "startsAfter " + startsAfterSeconds + " is not before expires " + expiresSeconds);
      }
      return new SigningPolicy(this, expiresSeconds);
    }
  }
}
