// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.sigv4.CanonicalForm;
import dev.edgefilter.internal.sigv4.SigV4;
import dev.edgefilter.internal.sigv4.SigningScope;
import dev.edgefilter.origin.OriginAccess;
import dev.edgefilter.origin.OriginCredentials;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to an origin (CloudFront: origin access control), last of all, as a signature
 * holds for what is sent.
 *
 * @param signing when requests are signed
 * @param type whose rules hold
 * @param region where the origin is
 * @param access what is signed with
 */
record RequestSigner(Signing signing, OriginType type, String region, OriginAccess access) {

  private static final String CONTENT_HASH = "X-Amz-Content-Sha256";

  /** How operators are told of it. */
  @Override
  public String toString() {
    return "SigV4 for " + type.token() + " in " + region + ", " + signing.token();
  }

  /** The request as it is sent: signed, or as it was. */
  OriginRequest signed(OriginRequest request) throws OriginException {
    boolean authorized = request.headers().contains("Authorization");
    return switch (signing) {
      case ALWAYS -> sign(request);
      case NO_OVERRIDE -> authorized ? request : sign(request);
      case NEVER -> request;
    };
  }

  private OriginRequest sign(OriginRequest request) throws OriginException {
    OriginCredentials credentials = access.credentials().get();
    if (credentials == null) {
      throw new OriginException(
          OriginException.Kind.CONNECT,
          "there are no credentials to sign the request with",
          new IOException("no credentials"));
    }
    String date = SigV4.date(access.clock().instant());
    SigningScope scope = new SigningScope(date.substring(0, 8), region, type.token());
    // What is signed is sent in the form that was signed, so that both sides read it alike.
    String path = CanonicalForm.path(request.path());
    String query = CanonicalForm.query(request.query());
    String payload = payload(request);
    SortedMap<String, String> signedHeaders = headers(request, credentials, date, payload);
    String canonical =
        CanonicalForm.request(
            request.method(),
            type == OriginType.S3 ? path : CanonicalForm.pathTwice(path),
            query,
            signedHeaders,
            payload);
    String signature = SigV4.signature(credentials.secretAccessKey(), date, scope, canonical);
    // Nothing follows that is not signed; a bucket takes no body of unknown length in any case.
    Headers.Builder all = request.headers().toBuilder().remove("Trailer");
    signedHeaders.forEach(all::set);
    if (credentials.sessionToken() == null) {
      all.remove("X-Amz-Security-Token");
    }
    all.set(
        "Authorization",
        SigV4.authorization(
            credentials.accessKeyId(), scope, CanonicalForm.names(signedHeaders), signature));
    return new OriginRequest(
        request.method(),
        request.scheme(),
        path,
        query.isEmpty() ? null : query,
        all.build(),
        request.body());
  }

  private static SortedMap<String, String> headers(
      OriginRequest request, OriginCredentials credentials, String date, String payload) {
    SortedMap<String, String> headers = new TreeMap<>();
    String host = request.headers().first("Host");
    headers.put("host", host == null ? "" : host);
    headers.put("x-amz-content-sha256", payload);
    headers.put("x-amz-date", date);
    String token = credentials.sessionToken();
    if (token != null) {
      headers.put("x-amz-security-token", token);
    }
    return headers;
  }

  /** Bodies flow, so their hash is not known; a function URL wants the viewer to know it. */
  private String payload(OriginRequest request) {
    if (request.body() == null) {
      return SigV4.NO_PAYLOAD;
    }
    @Nullable String given = request.headers().first(CONTENT_HASH);
    return type == OriginType.LAMBDA && given != null ? given : SigV4.UNSIGNED_PAYLOAD;
  }
}
