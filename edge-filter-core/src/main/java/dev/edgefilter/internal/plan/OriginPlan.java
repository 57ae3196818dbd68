// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An origin, ready to be asked.
 *
 * @param written what the configuration says, or what a function has made of it
 * @param remote null when the application behind the filter is the origin
 * @param hostHeader the Host that a function wants sent, or null for the usual one
 */
public record OriginPlan(
    OriginConfig written, @Nullable Origin remote, @Nullable String hostHeader) {

  /** The id of the configuration. */
  public String id() {
    return written.id();
  }

  /** The host of a remote origin. */
  public String domainName() {
    return written.domainName();
  }

  /** What is put in front of the request's path; empty for nothing. */
  public String path() {
    return isSelf() ? "" : written.originPath();
  }

  /** Set on each request, over the viewer's. */
  public Headers customHeaders() {
    return written.customHeaders();
  }

  /** True for a remote bucket. */
  public boolean s3() {
    return !isSelf() && written.s3();
  }

  /** How requests to it are signed, for operators; null when they are not. */
  public @Nullable String signature() {
    RequestSigner signer = remote instanceof AccessedOrigin accessed ? accessed.signer() : null;
    return signer == null ? null : signer.toString();
  }

  /** True when the application behind the filter is the origin. */
  public boolean isSelf() {
    return remote == null;
  }

  /** What is written, with the protocol that it means for a viewer on http or https. */
  public OriginConfig writtenFor(String scheme) {
    CustomOriginConfig custom = written.custom();
    if (custom == null || custom.protocolPolicy() != OriginProtocolPolicy.MATCH_VIEWER) {
      return written;
    }
    OriginProtocolPolicy policy =
        scheme.equals("https") ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY;
    return written.toBuilder()
        .custom(
            new CustomOriginConfig(
                custom.httpPort(),
                custom.httpsPort(),
                policy,
                custom.readTimeoutSeconds(),
                custom.keepaliveTimeoutSeconds()))
        .build();
  }
}
