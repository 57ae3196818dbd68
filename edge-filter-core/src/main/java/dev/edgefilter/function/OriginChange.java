// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HostNames;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a function changes of an origin for one request (CloudFront: {@code updateRequestOrigin});
 * null keeps what the origin has. The cache key does not change by it.
 *
 * @param domainName another host, without scheme and port
 * @param hostHeader the Host that is sent; without it a changed domain name is sent
 * @param originPath put in front of the path; empty for nothing
 * @param customHeaders in place of the origin's; empty for none
 * @param connectionAttempts 1 to 3
 * @param connectionTimeoutSeconds 1 to 10
 * @param readTimeoutSeconds 1 to 120
 * @param keepaliveTimeoutSeconds 1 to 120
 * @param completionTimeoutSeconds the limit of the whole origin request; 0 for none
 * @param endpoint how a custom origin is spoken to; makes a custom origin of a bucket
 * @param bucket whether the origin is a bucket
 * @param access how requests are signed
 * @param serverName what TLS is spoken with and the certificate is checked against
 * @param certificateNames the names one of which the certificate must have
 */
public record OriginChange(
    @Nullable String domainName,
    @Nullable String hostHeader,
    @Nullable String originPath,
    @Nullable Headers customHeaders,
    @Nullable Integer connectionAttempts,
    @Nullable Integer connectionTimeoutSeconds,
    @Nullable Integer readTimeoutSeconds,
    @Nullable Integer keepaliveTimeoutSeconds,
    @Nullable Integer completionTimeoutSeconds,
    @Nullable Endpoint endpoint,
    @Nullable Boolean bucket,
    @Nullable Access access,
    @Nullable String serverName,
    @Nullable List<String> certificateNames) {

  /** Changes nothing. */
  public static final OriginChange NONE = builder().build();

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_BUCKET = 128;
  private static final int LONGEST_PATH = 255;
  private static final int MOST_CERTIFICATE_NAMES = 20;
  private static final int LONGEST_CERTIFICATE_NAME = 64;

  /**
   * How a custom origin is spoken to.
   *
   * @param secure whether over https
   * @param port 80, 443, or 1024 to 65535
   */
  public record Endpoint(boolean secure, int port) {
    /** Checks the port. */
    public Endpoint {
      if (port != 80 && port != 443 && (port < 1024 || port > 65_535)) {
        throw new IllegalArgumentException(
            "port: found " + port + ", expected 80, 443 or 1024 to 65535");
      }
    }
  }

  /**
   * How requests are signed.
   *
   * @param signing when
   * @param type for which kind of origin
   * @param region the region that they are signed for, or null for the one in the domain name
   */
  public record Access(Signing signing, OriginType type, @Nullable String region) {
    /** Checks that the words are there. */
    public Access {
      Objects.requireNonNull(signing, "signing");
      Objects.requireNonNull(type, "type");
    }
  }

  /**
   * Checks what can be checked without the origin.
   *
   * @throws IllegalArgumentException that says what was found and what was expected
   */
  public OriginChange {
    if (domainName != null) {
      checkHost("domainName", domainName, LONGEST_NAME);
      if (Boolean.TRUE.equals(bucket)) {
        checkBucket(domainName);
      }
    }
    if (hostHeader != null) {
      checkHost("hostHeader", hostHeader, LONGEST_NAME);
    }
    if (serverName != null) {
      checkHost("sni", serverName, LONGEST_NAME);
    }
    if (originPath != null) {
      checkPath(originPath);
    }
    checkRange("connectionAttempts", connectionAttempts, 1, 3);
    checkRange("connectionTimeout", connectionTimeoutSeconds, 1, 10);
    checkRange("readTimeout", readTimeoutSeconds, 1, 120);
    checkRange("keepAliveTimeout", keepaliveTimeoutSeconds, 1, 120);
    checkRange("responseCompletionTimeout", completionTimeoutSeconds, 0, Integer.MAX_VALUE);
    if (certificateNames != null) {
      certificateNames = List.copyOf(certificateNames);
      checkCertificateNames(certificateNames);
    }
  }

  private static void checkHost(String place, String name, int longest) {
    if (name.length() > longest || !HostNames.isHostName(name) || HostNames.endsInNumber(name)) {
      throw new IllegalArgumentException(
          place
              + ": found \""
              + name
              + "\", expected a host name of at most "
              + longest
              + " characters, no address and no port");
    }
  }

  /** The domain name of a bucket is shorter than others, and in lower case. */
  static void checkBucket(String domainName) {
    if (domainName.length() > LONGEST_BUCKET || !domainName.equals(HostNames.lower(domainName))) {
      throw new IllegalArgumentException(
          "domainName: found \""
              + domainName
              + "\", expected that of a bucket, in lower case and with at most "
              + LONGEST_BUCKET
              + " characters");
    }
  }

  private static void checkPath(String path) {
    boolean good = path.isEmpty() || (path.startsWith("/") && !path.endsWith("/"));
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      good &= c > ' ' && c < 127 && c != '?' && c != '#';
    }
    if (!good || path.length() > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "originPath: found \""
              + path
              + "\", expected a path that begins with a slash, does not"
              + " end with one and has at most "
              + LONGEST_PATH
              + " characters");
    }
  }

  private static void checkRange(String place, @Nullable Integer found, int least, int most) {
    if (found != null && (found < least || found > most)) {
      throw new IllegalArgumentException(
          place
              + ": found "
              + found
              + ", expected "
              + (most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most));
    }
  }

  private static void checkCertificateNames(List<String> names) {
    if (names.size() > MOST_CERTIFICATE_NAMES) {
      throw new IllegalArgumentException(
          "allowedCertificateNames: found "
              + names.size()
              + ", expected at most "
              + MOST_CERTIFICATE_NAMES);
    }
    for (String name : names) {
      boolean wildcard = name.startsWith("*.");
      checkHost(
          "allowedCertificateNames",
          wildcard ? name.substring(2) : name,
          LONGEST_CERTIFICATE_NAME - (wildcard ? 2 : 0));
    }
  }

  /**
   * The origin with this change; one of another domain name has that as its id.
   *
   * @throws IllegalArgumentException when the timeouts do not fit together, or a bucket cannot have
   *     the name or a timeout
   */
  public OriginConfig applyTo(OriginConfig origin) {
    return ChangedOrigin.of(origin, this);
  }

  /** Starts a change that changes nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Leaves out the custom headers, which may be secrets. */
  @Override
  public String toString() {
    return "OriginChange[domainName=" + domainName + ", originPath=" + originPath + ']';
  }

  /** Collects what changes. */
  public static final class Builder {
    private @Nullable String domainName;
    private @Nullable String hostHeader;
    private @Nullable String originPath;
    private @Nullable Headers customHeaders;
    private @Nullable Integer connectionAttempts;
    private @Nullable Integer connectionTimeoutSeconds;
    private @Nullable Integer readTimeoutSeconds;
    private @Nullable Integer keepaliveTimeoutSeconds;
    private @Nullable Integer completionTimeoutSeconds;
    private @Nullable Endpoint endpoint;
    private @Nullable Boolean bucket;
    private @Nullable Access access;
    private @Nullable String serverName;
    private @Nullable List<String> certificateNames;

    private Builder() {}

    /** Asks another host, which must be one that functions may ask. */
    public Builder domainName(@Nullable String name) {
      domainName = name;
      return this;
    }

    /** Sets the Host that is sent. */
    public Builder hostHeader(@Nullable String name) {
      hostHeader = name;
      return this;
    }

    /** Sets what is put in front of the path; empty for nothing. */
    public Builder originPath(@Nullable String path) {
      originPath = path;
      return this;
    }

    /** Replaces the origin's custom headers; empty for none. */
    public Builder customHeaders(@Nullable Headers headers) {
      customHeaders = headers;
      return this;
    }

    /** Sets how often connecting is tried, 1 to 3. */
    public Builder connectionAttempts(@Nullable Integer attempts) {
      connectionAttempts = attempts;
      return this;
    }

    /** Sets the limit of one try to connect, 1 to 10 seconds. */
    public Builder connectionTimeoutSeconds(@Nullable Integer seconds) {
      connectionTimeoutSeconds = seconds;
      return this;
    }

    /** Sets the wait for the first byte and between bytes, 1 to 120 seconds. */
    public Builder readTimeoutSeconds(@Nullable Integer seconds) {
      readTimeoutSeconds = seconds;
      return this;
    }

    /** Sets how long an idle connection is kept, 1 to 120 seconds. */
    public Builder keepaliveTimeoutSeconds(@Nullable Integer seconds) {
      keepaliveTimeoutSeconds = seconds;
      return this;
    }

    /** Sets the limit of the whole origin request in seconds; 0 for none. */
    public Builder completionTimeoutSeconds(@Nullable Integer seconds) {
      completionTimeoutSeconds = seconds;
      return this;
    }

    /** Sets protocol and port of a custom origin. */
    public Builder endpoint(@Nullable Endpoint newEndpoint) {
      endpoint = newEndpoint;
      return this;
    }

    /** Says whether the origin is a bucket. */
    public Builder bucket(@Nullable Boolean isBucket) {
      bucket = isBucket;
      return this;
    }

    /** Sets how requests are signed. */
    public Builder access(@Nullable Access newAccess) {
      access = newAccess;
      return this;
    }

    /** Sets what TLS is spoken with. */
    public Builder serverName(@Nullable String name) {
      serverName = name;
      return this;
    }

    /** Sets the names one of which the certificate must have, at most 20. */
    public Builder certificateNames(@Nullable List<String> names) {
      certificateNames = names;
      return this;
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException that says what was found and what was expected
     */
    public OriginChange build() {
      return new OriginChange(
          domainName,
          hostHeader,
          originPath,
          customHeaders,
          connectionAttempts,
          connectionTimeoutSeconds,
          readTimeoutSeconds,
          keepaliveTimeoutSeconds,
          completionTimeoutSeconds,
          endpoint,
          bucket,
          access,
          serverName,
          certificateNames);
    }
  }
}
