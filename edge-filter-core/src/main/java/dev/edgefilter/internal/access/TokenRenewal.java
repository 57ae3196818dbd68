// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.TokenSigner;
import java.util.Map;

/** A token for a viewer's next requests; signed only if the viewer gets what it asked for. */
public final class TokenRenewal {
  private final TokenSigner signer;
  private final Map<String, Object> claims;
  private final String cookie;
  private final String attributes;

  TokenRenewal(TokenSigner signer, Map<String, Object> claims, String cookie, String attributes) {
    this.signer = signer;
    this.claims = claims;
    this.cookie = cookie;
    this.attributes = attributes;
  }

  /** The value of {@code Set-Cookie} with the token. */
  public String setCookie() {
    return cookie + '=' + signer.sign(claims) + attributes;
  }
}
