// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.waf.WafDecision;
import dev.edgefilter.internal.waf.WafFacts;
import dev.edgefilter.internal.waf.WebAcl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks the web ACL of the distribution about the request as the viewer sent it. */
final class Firewall {

  private Firewall() {}

  /** Null when the request goes on. */
  static @Nullable Phase check(Exchange exchange, WebAcl webAcl) throws IOException {
    WafDecision decision;
    try {
      decision = webAcl.decide(new Facts(exchange));
    } catch (UncheckedIOException e) {
      throw e.getCause(); // the viewer stopped while it sent the body
    }
    exchange.waf = decision;
    exchange.trace.record(Step.FIREWALL, decision.reason());
    if (!decision.counted().isEmpty()) {
      exchange.trace.detail("web ACL rules that count: " + String.join(", ", decision.counted()));
    }
    if (exchange.viewer.isReal()) {
      webAcl.sample(
          CutPathHead.of(exchange), exchange.viewer.address(), decision, exchange.startMillis);
    }
    if (decision.blocks()) {
      exchange.trace.end(Step.FIREWALL, decision.reason());
      exchange.trace.detail("web ACL rule: " + decision.rule());
      return exchange.answer(Refusals.firewall(decision, exchange.requestId), ResultType.ERROR);
    }
    exchange.request = InsertedRequestHead.of(exchange.request, decision.inserted());
    return null;
  }

  /** What the rules may ask, read from the exchange. */
  private static final class Facts implements WafFacts {
    private final Exchange exchange;

    Facts(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public RequestHead request() {
      return CutPathHead.of(exchange);
    }

    @Override
    public @Nullable String address() {
      return exchange.viewer.address();
    }

    @Override
    public GeoLocation locate(String address) {
      return address.equals(exchange.viewer.address())
          ? exchange.location()
          : exchange.services.geo().locate(address);
    }

    @Override
    public String body(int limit) {
      try {
        return new String(exchange.viewer.peekBody(limit), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long nowMillis() {
      return exchange.startMillis;
    }

    @Override
    public boolean counts() {
      return exchange.viewer.isReal();
    }
  }
}
