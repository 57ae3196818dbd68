// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.cloudformation.Stacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the responses of a cache behavior come from: the application itself or a remote server.
 *
 * @param id what cache behaviors refer to
 * @param domainName the host name without scheme and port, or {@code self} for the application
 *     behind the filter
 * @param originPath put in front of the request path; empty, or begins but does not end with a
 *     slash
 * @param customHeaders set on each request to the origin, in place of what the viewer sent
 * @param connectionAttempts how often connecting is tried, 1 to 3
 * @param connectionTimeoutSeconds the limit of one try, 1 to 10
 * @param responseCompletionTimeoutSeconds the limit of the whole origin request; 0 means none
 * @param custom how a remote HTTP origin is spoken to; null for the application and for a bucket
 * @param s3 whether the origin is a bucket
 * @param accessControlId the origin access control that signs requests, or empty
 * @param accessIdentity the origin access identity of a bucket, or empty; the older way to say that
 *     requests are signed
 * @param s3ReadTimeoutSeconds the wait for a bucket's first byte and between bytes
 * @param serverName what TLS is spoken with (server name indication) and the certificate is checked
 *     against; empty for the forwarded Host or the domain name
 * @param certificateNames the names one of which the certificate must have, such as {@code
 *     *.example.com}; empty for the name that TLS is spoken with
 */
public record OriginConfig(
    String id,
    String domainName,
    String originPath,
    Headers customHeaders,
    int connectionAttempts,
    int connectionTimeoutSeconds,
    long responseCompletionTimeoutSeconds,
    @Nullable CustomOriginConfig custom,
    boolean s3,
    String accessControlId,
    String accessIdentity,
    int s3ReadTimeoutSeconds,
    String serverName,
    List<String> certificateNames) {
  /** The domain name that stands for the application behind the filter. */
  public static final String SELF = "self";

  private static final Pattern REGION =
      Pattern.compile("(?:^|[.-])([a-z]{2}(?:-[a-z]+)+-[0-9])\\.");
  private static final String OLD_S3 = ".s3.amazonaws.com";
  private static final String FIRST_REGION = "us-east-1";

  /** CloudFront's default of {@link #connectionAttempts}. */
  public static final int DEFAULT_CONNECTION_ATTEMPTS = 3;

  /** CloudFront's default of {@link #connectionTimeoutSeconds}. */
  public static final int DEFAULT_CONNECTION_TIMEOUT_SECONDS = 10;

  /** Checks that the parts are present. */
  public OriginConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(domainName, "domainName");
    Objects.requireNonNull(originPath, "originPath");
    Objects.requireNonNull(customHeaders, "customHeaders");
    Objects.requireNonNull(accessControlId, "accessControlId");
    Objects.requireNonNull(accessIdentity, "accessIdentity");
    Objects.requireNonNull(serverName, "serverName");
    certificateNames = List.copyOf(certificateNames);
  }

  /** The application behind the filter. */
  public static OriginConfig self(String id) {
    return builder(id, SELF).build();
  }

  /** A remote HTTP origin on the usual ports. */
  public static OriginConfig remote(String id, String domainName, OriginProtocolPolicy policy) {
    return builder(id, domainName).custom(CustomOriginConfig.of(policy)).build();
  }

  /** Starts an origin with CloudFront's defaults. */
  public static Builder builder(String id, String domainName) {
    return new Builder(id, domainName);
  }

  /** Starts an origin that differs from this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, domainName);
    builder.originPath = originPath;
    builder.connectionAttempts = connectionAttempts;
    builder.connectionTimeoutSeconds = connectionTimeoutSeconds;
    builder.responseCompletionTimeoutSeconds = responseCompletionTimeoutSeconds;
    builder.custom = custom;
    builder.s3 = s3;
    builder.accessControlId = accessControlId;
    builder.accessIdentity = accessIdentity;
    builder.s3ReadTimeoutSeconds = s3ReadTimeoutSeconds;
    builder.serverName = serverName;
    builder.certificateNames = certificateNames;
    return builder.customHeaders(customHeaders);
  }

  /**
   * Whether a template names it by what only a deployment knows, so that the domain name stands for
   * a host that cannot be reached.
   */
  public boolean hasUnknownDomain() {
    return Stacks.isUnknownHost(domainName);
  }

  /** Whether requests to an origin may carry a custom header of this name. */
  public static boolean mayBeCustomHeader(String name) {
    return HeaderNames.mayBeCustom(name);
  }

  /** Whether this is the application behind the filter. */
  public boolean isSelf() {
    return domainName.equals(SELF);
  }

  /**
   * The region that the domain name tells, as in {@code bucket.s3.eu-west-1.amazonaws.com} and
   * {@code id.lambda-url.eu-west-1.on.aws}; null when it tells none.
   */
  public @Nullable String region() {
    String name = domainName.toLowerCase(Locale.ROOT);
    Matcher matcher = REGION.matcher(name);
    if (matcher.find()) {
      return matcher.group(1);
    }
    return name.endsWith(OLD_S3) ? FIRST_REGION : null;
  }

  /** Leaves out the custom headers, which may be secrets. */
  @Override
  public String toString() {
    return "OriginConfig[id=" + id + ", domainName=" + domainName + originPath + ']';
  }

  /** Collects the parts of an origin; what is not set keeps CloudFront's default. */
  public static final class Builder {
    private String id;
    private String domainName;
    private final List<String> customHeaders = new ArrayList<>();
    private String originPath = "";
    private int connectionAttempts = DEFAULT_CONNECTION_ATTEMPTS;
    private int connectionTimeoutSeconds = DEFAULT_CONNECTION_TIMEOUT_SECONDS;
    private long responseCompletionTimeoutSeconds;
    private @Nullable CustomOriginConfig custom;
    private boolean s3;
    private String accessControlId = "";
    private String accessIdentity = "";
    private int s3ReadTimeoutSeconds = CustomOriginConfig.DEFAULT_READ_TIMEOUT_SECONDS;
    private String serverName = "";
    private List<String> certificateNames = List.of();

    private Builder(String id, String domainName) {
      this.id = Objects.requireNonNull(id, "id");
      this.domainName = Objects.requireNonNull(domainName, "domainName");
    }

    /** Sets what cache behaviors refer to. */
    public Builder id(String newId) {
      id = Objects.requireNonNull(newId, "id");
      return this;
    }

    /** Sets the host name, without scheme and port. */
    public Builder domainName(String name) {
      domainName = Objects.requireNonNull(name, "domainName");
      return this;
    }

    /** Sets what is put in front of the request path, such as {@code /production}. */
    public Builder originPath(String path) {
      originPath = path;
      return this;
    }

    /** Adds a header that every request to this origin carries. */
    public Builder customHeader(String name, String value) {
      customHeaders.add(name);
      customHeaders.add(value);
      return this;
    }

    /** Replaces the headers that every request to this origin carries. */
    public Builder customHeaders(Headers headers) {
      customHeaders.clear();
      for (int i = 0; i < headers.size(); i++) {
        customHeader(headers.name(i), headers.value(i));
      }
      return this;
    }

    /** Sets how often connecting is tried, 1 to 3. */
    public Builder connectionAttempts(int attempts) {
      connectionAttempts = attempts;
      return this;
    }

    /** Sets the limit of one try to connect, 1 to 10 seconds. */
    public Builder connectionTimeoutSeconds(int seconds) {
      connectionTimeoutSeconds = seconds;
      return this;
    }

    /** Sets the limit of the whole origin request; 0 means none. */
    public Builder responseCompletionTimeoutSeconds(long seconds) {
      responseCompletionTimeoutSeconds = seconds;
      return this;
    }

    /** Makes this a remote HTTP origin. */
    public Builder custom(@Nullable CustomOriginConfig config) {
      custom = config;
      return this;
    }

    /** Makes this a bucket. */
    public Builder s3(boolean bucket) {
      s3 = bucket;
      return this;
    }

    /** Names the origin access control by which requests are signed. */
    public Builder accessControl(String id) {
      accessControlId = id;
      return this;
    }

    /** Sets the origin access identity of a bucket; requests are signed then. */
    public Builder accessIdentity(String identity) {
      accessIdentity = identity;
      return this;
    }

    /** Sets the wait for a bucket's first byte and between bytes, at least 1 second. */
    public Builder s3ReadTimeoutSeconds(int seconds) {
      s3ReadTimeoutSeconds = seconds;
      return this;
    }

    /** Sets what TLS is spoken with; empty for the forwarded Host or the domain name. */
    public Builder serverName(String name) {
      serverName = name;
      return this;
    }

    /** Sets the names one of which the certificate must have; none for the name of TLS. */
    public Builder certificateNames(List<String> names) {
      certificateNames = List.copyOf(names);
      return this;
    }

    /** The origin; it is checked when the distribution is built. */
    public OriginConfig build() {
      return new OriginConfig(
          id,
          domainName,
          originPath,
          customHeaders.isEmpty()
              ? Headers.EMPTY
              : Headers.of(customHeaders.toArray(new String[0])),
          connectionAttempts,
          connectionTimeoutSeconds,
          responseCompletionTimeoutSeconds,
          custom,
          s3,
          accessControlId,
          accessIdentity,
          s3ReadTimeoutSeconds,
          serverName,
          certificateNames);
    }
  }
}
