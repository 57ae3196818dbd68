// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.internal.access.PathToken;
import dev.edgefilter.internal.access.signing.SealedTexts;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** No text that nobody signed is a token. */
public final class TokenFuzz {
  private static final TokenKeys KEYS =
      TokenKeys.parse(
          "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\","
              + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
              + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}");

  private static final SealedTexts SECRETS =
      SealedTexts.of(
          "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8\"}]}");

  private TokenFuzz() {}

  /** Reads the data as a token, as an encrypted claim, and as a path with a token. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    TokenVerifier.Result result =
        TokenVerifier.verify(text, Set.of("ES256", "RS256", "HS256"), KEYS);
    if (result.fault() == TokenVerifier.Fault.NONE) {
      throw new IllegalStateException("accepted: " + text);
    }
    if (SECRETS.open(text) != null) {
      throw new IllegalStateException("opened: " + text);
    }
    for (String prefix : List.of("token=", "~")) {
      PathToken cut = PathToken.cut("/" + text, prefix);
      if (cut != null && (!cut.path().startsWith("/") || cut.token().isEmpty())) {
        throw new IllegalStateException("cut into " + cut.path());
      }
    }
  }
}
