// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.response.EdgePages;
import dev.edgefilter.internal.waf.WafDecision;
import java.nio.charset.StandardCharsets;

/** The responses with which the edge turns a viewer away. */
final class Refusals {

  private Refusals() {}

  /** The edge's own error page. */
  static Generated error(int status, String sentence, String requestId) {
    byte[] body = EdgePages.error(status, sentence, requestId);
    return page(status, EdgePages.HTML, body, Headers.EMPTY);
  }

  /** The answer to a refused or redirected access. */
  static Generated access(AccessDecision decision, String requestId) {
    String location = decision.location();
    if (location != null) {
      byte[] body = EdgePages.redirect(decision.status());
      return page(decision.status(), EdgePages.HTML, body, Headers.of("Location", location));
    }
    String code = decision.errorCode();
    String message = decision.errorMessage();
    if (code != null && message != null) {
      byte[] body = EdgePages.signatureError(code, message);
      return page(decision.status(), EdgePages.XML, body, Headers.EMPTY);
    }
    String sentence =
        switch (decision.reason()) {
          case GEO_BLOCKED, GEO_UNKNOWN -> "This site is not available in your country.";
          default -> "This request is not allowed here.";
        };
    return error(decision.status(), sentence, requestId);
  }

  /** The answer of a web ACL that blocks. */
  static Generated firewall(WafDecision decision, String requestId) {
    String text = decision.body();
    if (text == null) {
      Generated plain = error(decision.status(), "Request blocked.", requestId);
      Headers headers =
          plain.head().headers().toBuilder().addAll(decision.responseHeaders()).build();
      return new Generated(new ResponseHead(decision.status(), headers), plain.body());
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers.Builder headers =
        Headers.builder()
            .add("Server", "CloudFront")
            .add("Content-Length", Integer.toString(body.length));
    if (decision.contentType() != null) {
      headers.add("Content-Type", decision.contentType());
    }
    for (int i = 0; i < decision.responseHeaders().size(); i++) {
      headers.set(decision.responseHeaders().name(i), decision.responseHeaders().value(i));
    }
    return new Generated(new ResponseHead(decision.status(), headers.build()), body);
  }

  static ResultType resultOf(AccessDecision decision) {
    return decision.location() == null ? ResultType.ERROR : ResultType.REDIRECT;
  }

  private static Generated page(int status, String type, byte[] body, Headers more) {
    Headers headers =
        Headers.builder()
            .add("Server", "CloudFront")
            .add("Content-Type", type)
            .add("Content-Length", Integer.toString(body.length))
            .addAll(more)
            .build();
    return new Generated(new ResponseHead(status, headers), body);
  }
}
