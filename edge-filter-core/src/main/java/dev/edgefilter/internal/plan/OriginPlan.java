// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An origin, ready to be asked.
 *
 * @param id the id of the configuration
 * @param remote null when the application behind the filter is the origin
 * @param domainName the host of a remote origin
 * @param path the origin path, put in front of the request's path; empty for none
 * @param customHeaders set on each request, over the viewer's
 * @param s3 true for a remote bucket
 */
public record OriginPlan(
    String id,
    @Nullable Origin remote,
    String domainName,
    String path,
    Headers customHeaders,
    boolean s3) {

  /** How requests to it are signed, for operators; null when they are not. */
  public @Nullable String signature() {
    RequestSigner signer = remote instanceof AccessedOrigin accessed ? accessed.signer() : null;
    return signer == null ? null : signer.toString();
  }

  /** True when the application behind the filter is the origin. */
  public boolean isSelf() {
    return remote == null;
  }
}
