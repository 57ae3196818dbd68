// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.explain.Reason;

/** Why a viewer may or may not have a response. */
public enum AccessReason implements Reason {
  /** Nothing stands against it. */
  OPEN("open", "CloudFront: cache behavior settings"),
  /** A trusted key signed for it and its policy is met. */
  SIGNED("signed", Source.SIGNED),

  PROTOCOL_REDIRECT("redirect-to-https", Source.PROTOCOL),
  PROTOCOL_HTTPS_ONLY("https-only", Source.PROTOCOL),
  /** HTTP/1.0 knows no 307, so a request other than GET and HEAD cannot be redirected. */
  PROTOCOL_HTTP10("http10-not-redirected", Source.PROTOCOL),
  /** Without a Host there is no address to redirect to. */
  PROTOCOL_NO_HOST("no-host-to-redirect", Source.PROTOCOL),

  METHOD_NOT_ALLOWED("method-not-allowed", Source.METHODS),
  METHOD_UNKNOWN("method-unknown", Source.METHODS),
  BODY_WITH_GET("body-with-get", "CloudFront: request and response behavior, GET with a body"),

  /** The viewer's country is not served. */
  GEO_BLOCKED("geo-blocked", Source.GEO),
  /** The viewer's country is not known, and such viewers are not served. */
  GEO_UNKNOWN("geo-unknown", "Edge Filter: the rule for unknown countries"),

  /** A token opens it. */
  TOKEN("token", Source.TOKENS),
  TOKEN_MISSING("token-missing", "RFC 6750, 3.1"),
  TOKEN_MALFORMED("token-malformed", "RFC 7515, 5.2"),
  /** The token names an algorithm that is not on the list, such as none. */
  TOKEN_ALGORITHM("token-algorithm", "RFC 8725, 3.1"),
  /** The token demands an extension that is not understood. */
  TOKEN_CRITICAL("token-critical", "RFC 7515, 4.1.11"),
  TOKEN_UNKNOWN_KEY("token-unknown-key", "RFC 7515, 4.1.4"),
  TOKEN_WRONG_SIGNATURE("token-wrong-signature", "RFC 7515, 5.2"),
  TOKEN_EXPIRED("token-expired", "RFC 7519, 4.1.4"),
  TOKEN_NOT_YET("token-not-yet", "RFC 7519, 4.1.5"),
  TOKEN_WRONG_ISSUER("token-wrong-issuer", "RFC 7519, 4.1.1"),
  TOKEN_WRONG_AUDIENCE("token-wrong-audience", "RFC 7519, 4.1.3"),
  TOKEN_WRONG_ADDRESS("token-wrong-address", "RFC 9246, 2.1.10"),
  TOKEN_WRONG_RESOURCE("token-wrong-resource", Source.TOKENS),
  /** The token has a claim that must not be skipped, and is not understood. */
  TOKEN_UNSUPPORTED("token-unsupported-claim", "RFC 9246, 2.1"),

  SIGNATURE_MISSING_KEY("signature-missing-key", Source.SIGNED, SignatureError.MISSING_KEY),
  SIGNATURE_UNKNOWN_KEY("signature-unknown-key", Source.SIGNED, SignatureError.INVALID_KEY),
  SIGNATURE_MALFORMED("signature-malformed", Source.SIGNED, SignatureError.MALFORMED_SIGNATURE),
  POLICY_MALFORMED("policy-malformed", Source.POLICY, SignatureError.MALFORMED_POLICY),
  AMBIGUOUS_PATH("ambiguous-path", "CloudFront: signed URLs; RFC 3986, 6.2.2.3"),
  SIGNATURE_BAD_HASH("signature-bad-hash", Source.SIGNED),
  /** Another key, another hash, another policy, or for a canned policy another URL. */
  SIGNATURE_WRONG("signature-wrong", Source.SIGNED),
  SIGNATURE_EXPIRED("signature-expired", Source.POLICY),
  SIGNATURE_NOT_YET("signature-not-yet", Source.POLICY),
  SIGNATURE_WRONG_ADDRESS("signature-wrong-address", Source.POLICY),
  SIGNATURE_WRONG_RESOURCE("signature-wrong-resource", Source.POLICY);

  private final String token;
  private final String source;
  private final SignatureError error;

  AccessReason(String token, String source) {
    this(token, source, SignatureError.ACCESS_DENIED);
  }

  AccessReason(String token, String source, SignatureError error) {
    this.token = token;
    this.source = source;
    this.error = error;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return source;
  }

  /** What the viewer is told when a signature is refused for this reason. */
  SignatureError error() {
    return error;
  }

  /** The codes and messages of CloudFront's XML errors; they never tell which condition failed. */
  enum SignatureError {
    MISSING_KEY("MissingKey", "Missing Key-Pair-Id query parameter or cookie value"),
    INVALID_KEY("InvalidKey", "Unknown Key"),
    MALFORMED_SIGNATURE("MalformedSignature", "Could not unencode Signature"),
    MALFORMED_POLICY("MalformedPolicy", "Malformed Policy"),
    ACCESS_DENIED("AccessDenied", "Access denied");

    private final String code;
    private final String message;

    SignatureError(String code, String message) {
      this.code = code;
      this.message = message;
    }

    String code() {
      return code;
    }

    String message() {
      return message;
    }
  }

  private static final class Source {
    static final String PROTOCOL = "CloudFront: viewer protocol policy";
    static final String TOKENS = "RFC 7519; RFC 9246";
    static final String GEO = "CloudFront: restricting the geographic distribution of content";
    static final String METHODS = "CloudFront: allowed HTTP methods";
    static final String SIGNED = "CloudFront: signed URLs and signed cookies";
    static final String POLICY = "CloudFront: canned and custom policies";
  }
}
