// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.SignatureParameter;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to prove its right: the five values, all from its URL or all from its
 * cookies, decoded once but not yet checked.
 */
record SignedCredentials(
    boolean fromUrl,
    @Nullable String keyPairId,
    @Nullable String signature,
    @Nullable String policy,
    @Nullable String expires,
    @Nullable String hashAlgorithm) {

  /** Any reserved name in the query makes it a signed URL, and cookies are not looked at. */
  static SignedCredentials of(RequestHead request) {
    SignedCredentials url = ofQuery(request.query());
    return url.isEmpty() ? ofCookies(Cookies.parse(request.headers("Cookie"))) : url;
  }

  private static SignedCredentials ofQuery(@Nullable String query) {
    return new SignedCredentials(
        true,
        parameter(query, SignatureParameter.KEY_PAIR_ID),
        parameter(query, SignatureParameter.SIGNATURE),
        parameter(query, SignatureParameter.POLICY),
        parameter(query, SignatureParameter.EXPIRES),
        parameter(query, SignatureParameter.HASH_ALGORITHM));
  }

  private static SignedCredentials ofCookies(Cookies cookies) {
    return new SignedCredentials(
        false,
        cookie(cookies, SignatureParameter.KEY_PAIR_ID),
        cookie(cookies, SignatureParameter.SIGNATURE),
        cookie(cookies, SignatureParameter.POLICY),
        cookie(cookies, SignatureParameter.EXPIRES),
        cookie(cookies, SignatureParameter.HASH_ALGORITHM));
  }

  private boolean isEmpty() {
    return keyPairId == null
        && signature == null
        && policy == null
        && expires == null
        && hashAlgorithm == null;
  }

  private static @Nullable String parameter(@Nullable String query, SignatureParameter parameter) {
    String raw = QueryString.firstValue(query, parameter.queryName());
    if (raw == null) {
      return null;
    }
    String decoded = PercentCoding.decode(raw);
    return decoded == null ? raw : decoded; // a stray percent sign makes every value malformed
  }

  private static @Nullable String cookie(Cookies cookies, SignatureParameter parameter) {
    return cookies.value(parameter.cookieName());
  }

  /** Never the values: a log line with them would be a ticket. */
  @Override
  public String toString() {
    return "SignedCredentials[fromUrl=" + fromUrl + "]";
  }
}
