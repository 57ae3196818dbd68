// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A remote origin that is asked in another place, or with a signature.
 *
 * @param remote whom to ask
 * @param host the Host header of the other place, or null for the same place
 * @param bucketPath what goes in front of paths there, or empty
 * @param signer signs requests, or null
 */
record AccessedOrigin(
    Origin remote, @Nullable String host, String bucketPath, @Nullable RequestSigner signer)
    implements Origin {

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    OriginRequest there = host == null ? request : moved(request, host);
    remote.fetch(signer == null ? there : signer.signed(there), sink);
  }

  private OriginRequest moved(OriginRequest request, String to) {
    return new OriginRequest(
        request.method(),
        request.scheme(),
        bucketPath + request.path(),
        request.query(),
        request.headers().toBuilder().set("Host", to).build(),
        request.body(),
        request.trailers());
  }

  @Override
  public void close() {
    remote.close();
  }
}
