// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to prove its right: the five values, all from its URL or all from its
 * cookies, decoded once but not yet checked.
 */
final class SignedCredentials {
  private static final SignatureParameter[] PARAMETERS = SignatureParameter.values();

  private final Map<SignatureParameter, String> values = new EnumMap<>(SignatureParameter.class);

  private SignedCredentials() {}

  /** Any reserved name in the query makes it a signed URL, and cookies are not looked at. */
  static SignedCredentials of(RequestHead request) {
    SignedCredentials credentials = new SignedCredentials();
    credentials.addQuery(request.query());
    if (credentials.values.isEmpty()) {
      credentials.addCookies(Cookies.parse(request.headers("Cookie")));
    }
    return credentials;
  }

  @Nullable String keyPairId() {
    return values.get(SignatureParameter.KEY_PAIR_ID);
  }

  @Nullable String signature() {
    return values.get(SignatureParameter.SIGNATURE);
  }

  @Nullable String policy() {
    return values.get(SignatureParameter.POLICY);
  }

  @Nullable String expires() {
    return values.get(SignatureParameter.EXPIRES);
  }

  @Nullable String hashAlgorithm() {
    return values.get(SignatureParameter.HASH_ALGORITHM);
  }

  /** Of a repeated name the first counts. */
  private void addQuery(@Nullable String query) {
    if (query == null) {
      return;
    }
    QueryString.visit(
        query,
        (start, nameEnd, end) -> {
          SignatureParameter parameter = named(decoded(query.substring(start, nameEnd)));
          if (parameter != null) {
            String value = nameEnd == end ? "" : query.substring(nameEnd + 1, end);
            values.putIfAbsent(parameter, decoded(value));
          }
        });
  }

  private void addCookies(Cookies cookies) {
    for (SignatureParameter parameter : PARAMETERS) {
      String value = cookies.value(parameter.cookieName());
      if (value != null) {
        values.put(parameter, value);
      }
    }
  }

  private static @Nullable SignatureParameter named(String name) {
    for (SignatureParameter parameter : PARAMETERS) {
      if (parameter.queryName().equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  /** The text itself if it cannot be decoded: the stray percent sign then makes it malformed. */
  private static String decoded(String raw) {
    String decoded = PercentCoding.decode(raw);
    return decoded == null ? raw : decoded;
  }

  /** Never the values: a log line with them would be a ticket. */
  @Override
  public String toString() {
    return "SignedCredentials" + values.keySet();
  }
}
