// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Opens cache behaviors to viewers with a token (JWT): a credential besides signed URLs and
 * cookies, and CloudFront has no such thing.
 *
 * @param id its id
 * @param targets the cache behaviors it opens, and closes to everybody without a credential
 * @param format what the claims of a token mean
 * @param algorithms which signature algorithms are accepted, such as {@code ES256}
 * @param keys the public keys as a JWK set in JSON; empty when they are elsewhere
 * @param keysLocation a file, or an https URL, with the JWK set; empty when {@code keys} has it
 * @param issuers whose tokens are accepted
 * @param audiences for whom tokens must be; a token for others is refused, also when this is empty
 * @param transport where viewers send tokens
 * @param pathClaim the claim that lists path patterns a token is good for; empty for all paths
 * @param toleranceSeconds by how much the times of a token may be missed
 * @param forwarded whether a token in {@code Authorization} reaches the application, which makes
 *     answers private; else the edge keeps it to itself
 * @param addressKeys private keys as a JWK set, for the encrypted addresses of URI signing; empty
 *     to refuse tokens with such
 * @param renewalKey the private key as a JWK that signs new tokens of URI signing; empty to refuse
 *     tokens that ask for such
 * @param renewalIssuer the issuer of new tokens; empty for the one of the token before
 */
public record AccessTokenConfig(
    String id,
    List<Target> targets,
    Format format,
    List<String> algorithms,
    String keys,
    String keysLocation,
    List<String> issuers,
    List<String> audiences,
    Transport transport,
    String pathClaim,
    long toleranceSeconds,
    boolean forwarded,
    String addressKeys,
    String renewalKey,
    String renewalIssuer) {

  /** What the claims of a token mean. */
  public enum Format {
    /** Registered claims (RFC 7519), and perhaps one that lists paths. */
    JWT,
    /** URI signing of content delivery networks (RFC 9246). */
    URI_SIGNING
  }

  /**
   * A cache behavior.
   *
   * @param distributionId the id of its distribution
   * @param pathPattern its path pattern as the distribution writes it; {@code *} for the default
   */
  public record Target(String distributionId, String pathPattern) {
    /** Refuses null. */
    public Target {
      Objects.requireNonNull(distributionId, "distributionId");
      Objects.requireNonNull(pathPattern, "pathPattern");
    }
  }

  /**
   * Where viewers send tokens; the first place that holds one counts.
   *
   * @param bearer in {@code Authorization: Bearer}
   * @param cookie the name of a cookie; empty for none
   * @param query the name of a query parameter; empty for none
   * @param pathPrefix what begins the first segment of the path when a token follows, such as
   *     {@code token=}; empty for none
   */
  public record Transport(boolean bearer, String cookie, String query, String pathPrefix) {
    /** Refuses null. */
    public Transport {
      Objects.requireNonNull(cookie, "cookie");
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(pathPrefix, "pathPrefix");
    }
  }

  /** The name of the cookie and the query parameter that RFC 9246 proposes. */
  public static final String URI_SIGNING_PACKAGE = "URISigningPackage";

  /** Copies the lists. */
  public AccessTokenConfig {
    Objects.requireNonNull(id, "id");
    targets = List.copyOf(targets);
    Objects.requireNonNull(format, "format");
    algorithms = List.copyOf(algorithms);
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(keysLocation, "keysLocation");
    issuers = List.copyOf(issuers);
    audiences = List.copyOf(audiences);
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(pathClaim, "pathClaim");
    Objects.requireNonNull(addressKeys, "addressKeys");
    Objects.requireNonNull(renewalKey, "renewalKey");
    Objects.requireNonNull(renewalIssuer, "renewalIssuer");
  }

  /** Leaves out the keys, which may be secrets. */
  @Override
  public String toString() {
    return "AccessTokenConfig[id=" + id + ", targets=" + targets + ", format=" + format + "]";
  }

  /** Starts to describe plain tokens in {@code Authorization: Bearer}. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Collects the parts. */
  public static final class Builder {
    private final String id;
    private final List<Target> targets = new ArrayList<>();
    private Format format = Format.JWT;
    private List<String> algorithms = List.of();
    private String keys = "";
    private String keysLocation = "";
    private List<String> issuers = List.of();
    private List<String> audiences = List.of();
    private Transport transport = new Transport(true, "", "", "");
    private String pathClaim = "";
    private long toleranceSeconds;
    private boolean forwarded;
    private String addressKeys = "";
    private String renewalKey = "";
    private String renewalIssuer = "";

    private Builder(String id) {
      this.id = id;
    }

    /** Adds a cache behavior by the id of its distribution and its path pattern. */
    public Builder target(String distributionId, String pathPattern) {
      targets.add(new Target(distributionId, pathPattern));
      return this;
    }

    /** Sets what claims mean. */
    public Builder format(Format meaning) {
      format = meaning;
      return this;
    }

    /** Sets the accepted algorithms. */
    public Builder algorithms(String... names) {
      algorithms = List.of(names);
      return this;
    }

    /** Sets the keys as a JWK set in JSON. */
    public Builder keys(String jwkSet) {
      keys = jwkSet;
      return this;
    }

    /** Sets the file or URL that has the JWK set. */
    public Builder keysLocation(String fileOrUrl) {
      keysLocation = fileOrUrl;
      return this;
    }

    /** Sets whose tokens are accepted. */
    public Builder issuers(String... names) {
      issuers = List.of(names);
      return this;
    }

    /** Sets for whom tokens must be. */
    public Builder audiences(String... names) {
      audiences = List.of(names);
      return this;
    }

    /** Sets where viewers send tokens. */
    public Builder transport(Transport places) {
      transport = places;
      return this;
    }

    /** Sets the claim that lists path patterns. */
    public Builder pathClaim(String name) {
      pathClaim = name;
      return this;
    }

    /** Sets by how much times may be missed. */
    public Builder toleranceSeconds(long seconds) {
      toleranceSeconds = seconds;
      return this;
    }

    /** Sets whether a token in {@code Authorization} reaches the application. */
    public Builder forwarded(boolean on) {
      forwarded = on;
      return this;
    }

    /** Sets the keys that decrypt addresses in tokens of URI signing, as a JWK set. */
    public Builder addressKeys(String jwkSet) {
      addressKeys = jwkSet;
      return this;
    }

    /** Sets the key that signs new tokens of URI signing, as a JWK. */
    public Builder renewalKey(String jwk) {
      renewalKey = jwk;
      return this;
    }

    /** Sets the issuer of new tokens. */
    public Builder renewalIssuer(String name) {
      renewalIssuer = name;
      return this;
    }

    /** The description; it is checked when it is compiled. */
    public AccessTokenConfig build() {
      return new AccessTokenConfig(
          id,
          targets,
          format,
          algorithms,
          keys,
          keysLocation,
          issuers,
          audiences,
          transport,
          pathClaim,
          toleranceSeconds,
          forwarded,
          addressKeys,
          renewalKey,
          renewalIssuer);
    }
  }
}
