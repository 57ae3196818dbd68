// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the signature of a token (JWS, RFC 7515), and nothing of what it claims. */
public final class TokenVerifier {
  private static final int LONGEST = 8192;

  private TokenVerifier() {}

  /** What is wrong with a token. */
  public enum Fault {
    NONE,
    MALFORMED,
    ALGORITHM,
    CRITICAL,
    UNKNOWN_KEY,
    WRONG_SIGNATURE
  }

  /**
   * What a token came to.
   *
   * @param claims its claims when nothing is wrong, else none
   * @param detail more about the fault, for operators
   */
  public record Result(Fault fault, Map<String, Object> claims, String detail) {
    static Result of(Fault fault, String detail) {
      return new Result(fault, Map.of(), detail);
    }
  }

  /**
   * Verifies a token in compact form.
   *
   * @param algorithms what is accepted; what the token names must be one of them
   */
  public static Result verify(String token, Set<String> algorithms, TokenKeys keys) {
    if (token.length() > LONGEST) {
      return Result.of(Fault.MALFORMED, "more than " + LONGEST + " characters");
    }
    JWSObject jws;
    Map<String, Object> claims;
    try {
      jws = JWSObject.parse(token);
      claims = jws.getPayload().toJSONObject();
    } catch (ParseException | RuntimeException e) { // the library expects some members to be there
      return Result.of(Fault.MALFORMED, "no signed token in compact form");
    }
    if (claims == null) {
      return Result.of(Fault.MALFORMED, "the claims are no JSON object");
    }
    JWSHeader header = jws.getHeader();
    if (!algorithms.contains(header.getAlgorithm().getName())) {
      return Result.of(Fault.ALGORITHM, "algorithm " + header.getAlgorithm().getName());
    }
    Set<String> critical = header.getCriticalParams();
    if ((critical != null && !critical.isEmpty()) || !header.isBase64URLEncodePayload()) {
      return Result.of(Fault.CRITICAL, "critical " + critical);
    }
    List<TokenKey> candidates = keys.candidates(header);
    if (candidates.isEmpty()) {
      String id = header.getKeyID();
      return Result.of(Fault.UNKNOWN_KEY, id == null ? "no key of that type" : "key id " + id);
    }
    for (TokenKey key : candidates) {
      if (key.verifies(jws)) {
        return new Result(Fault.NONE, claims, "");
      }
    }
    return Result.of(Fault.WRONG_SIGNATURE, "");
  }
}
