// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginAccessControlConfig;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginAccess;
import dev.edgefilter.origin.OriginConnector;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connects origins that are buckets, or whose requests are signed. */
final class OriginAccesses {

  private static final Pattern BUCKET =
      Pattern.compile("^(.+?)\\.s3(?:[.-].*)?\\.amazonaws\\.com.*$");
  private static final String FIRST_REGION = "us-east-1";

  private final EdgeConfig config;
  private final @Nullable OriginAccess access;

  OriginAccesses(EdgeConfig config, @Nullable OriginAccess access) {
    this.config = config;
    this.access = access;
  }

  /**
   * Connects a remote origin.
   *
   * @throws IllegalArgumentException when something is missing; the message says what to do
   */
  Origin connect(OriginConfig origin, OriginConnector connector) {
    return connect(origin, signer(origin), connector);
  }

  /**
   * Connects a remote origin whose requests a function wants signed in another way.
   *
   * @param override how, or null for what the origin says
   * @throws IllegalArgumentException when something is missing; the message says what to do
   */
  Origin connect(
      OriginConfig origin, OriginChange.@Nullable Access override, OriginConnector connector) {
    RequestSigner signer =
        override == null
            ? signer(origin)
            : signer(origin, override.signing(), override.type(), override.region());
    return connect(origin, signer, connector);
  }

  private Origin connect(
      OriginConfig origin, @Nullable RequestSigner signer, OriginConnector connector) {
    URI endpoint = access == null || !origin.s3() ? null : access.s3Endpoint();
    if (endpoint == null) {
      Origin remote = connector.connect(origin);
      return signer == null ? remote : new AccessedOrigin(remote, null, "", signer);
    }
    return new AccessedOrigin(
        connector.connect(moved(origin, endpoint)),
        endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ':' + endpoint.getPort(),
        '/' + bucket(origin.domainName()),
        signer);
  }

  /** The connected origin of an older plan, if requests to it are still signed alike; else null. */
  @Nullable Origin unchanged(OriginConfig origin, Map<OriginConfig, Origin> present) {
    Origin known = present.get(origin);
    RequestSigner before = known instanceof AccessedOrigin accessed ? accessed.signer() : null;
    return Objects.equals(before, signer(origin)) ? known : null;
  }

  /** Signs the requests to an origin; null when they are not signed. */
  @Nullable RequestSigner signer(OriginConfig origin) {
    Signing signing;
    OriginType type;
    if (!origin.accessControlId().isEmpty()) {
      OriginAccessControlConfig control = config.originAccessControl(origin.accessControlId());
      if (control == null) {
        return null; // the reference is a problem that was reported already
      }
      signing = control.signing();
      type = control.originType();
    } else if (!origin.accessIdentity().isEmpty()) {
      signing = Signing.ALWAYS; // the older way to say the same
      type = OriginType.S3;
    } else {
      return null;
    }
    return signer(origin, signing, type, null);
  }

  private @Nullable RequestSigner signer(
      OriginConfig origin, Signing signing, OriginType type, @Nullable String region) {
    if (signing == Signing.NEVER) {
      return null;
    }
    OriginAccess present = access;
    if (present == null || present.credentials().get() == null) {
      throw new IllegalArgumentException(
          "is asked with signed requests, but there are no credentials; set the environment"
              + " variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, give the engine"
              + " originCredentials(...), or map the origin \""
              + origin.id()
              + "\" to self");
    }
    return new RequestSigner(
        signing, type, region == null ? region(origin, present) : region, present);
  }

  private static String region(OriginConfig origin, OriginAccess access) {
    String named = origin.region();
    if (named != null) {
      return named;
    }
    if (origin.hasUnknownDomain() || access.s3Endpoint() != null) {
      return FIRST_REGION;
    }
    throw new IllegalArgumentException(
        "has the domain name \""
            + origin.domainName()
            + "\", which does not tell the region that requests are signed for; expected a name"
            + " such as bucket.s3.eu-west-1.amazonaws.com");
  }

  private static String bucket(String domainName) {
    Matcher matcher = BUCKET.matcher(domainName);
    return matcher.matches() ? matcher.group(1) : domainName;
  }

  private static OriginConfig moved(OriginConfig origin, URI endpoint) {
    boolean secure = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() < 0 ? (secure ? 443 : 80) : endpoint.getPort();
    return OriginConfig.builder(origin.id(), endpoint.getHost())
        .connectionAttempts(origin.connectionAttempts())
        .connectionTimeoutSeconds(origin.connectionTimeoutSeconds())
        .responseCompletionTimeoutSeconds(origin.responseCompletionTimeoutSeconds())
        .custom(
            new CustomOriginConfig(
                port,
                port,
                secure ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
                origin.s3ReadTimeoutSeconds(),
                CustomOriginConfig.DEFAULT_KEEPALIVE_TIMEOUT_SECONDS))
        .build();
  }
}
