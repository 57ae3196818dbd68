// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.response.ErrorPageFacts;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.internal.response.ErrorPageRule;
import dev.edgefilter.internal.response.ErrorSource;
import dev.edgefilter.internal.waf.WafDecision;
import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers errors with the pages of a distribution (CloudFront: Generating custom error responses).
 *
 * <p>The error runs its own way to the end, so that it is stored or not like any other; only the
 * viewer gets nothing of it. Then an exchange of its own fetches the page and answers the viewer.
 */
final class ErrorPages {

  private ErrorPages() {}

  /** Decides whether a page stands in for an error, and notes which. */
  static boolean standsIn(Exchange exchange, int status) {
    if (decide(exchange, status) != ErrorPageReason.SENT) {
      return false;
    }
    exchange.errorPage = pageFor(exchange, status);
    return true;
  }

  /**
   * Decides about one error.
   *
   * @param status what the viewer would get otherwise, 400 or more
   */
  static ErrorPageReason decide(Exchange exchange, int status) {
    return ErrorPageRule.decide(
        new ErrorPageFacts(
            source(exchange),
            pageFor(exchange, status) != null,
            exchange.errorOf != null,
            exchange.viewer.upgrades(),
            exchange.viewer.mayBlock()));
  }

  /** The page for a status, or null. */
  static @Nullable ErrorPagePlan pageFor(Exchange exchange, int status) {
    return exchange.distribution == null ? null : exchange.distribution.errorPage(status);
  }

  private static ErrorSource source(Exchange exchange) {
    if (exchange.source != BodySource.GENERATED) {
      return ErrorSource.ORIGIN;
    }
    WafDecision waf = exchange.waf;
    if (waf != null && waf.blocks()) {
      return waf.custom() ? ErrorSource.WEB_ACL : ErrorSource.ACCESS;
    }
    if (exchange.trace.reason(Step.ACCESS) == null) {
      return ErrorSource.BAD_REQUEST;
    }
    return exchange.result == ResultType.ERROR ? ErrorSource.ACCESS : ErrorSource.FUNCTION;
  }

  /** Fetches the page and sends it; the error itself is over. */
  static void send(ExchangeDriver driver, Exchange failed) throws IOException {
    ErrorPagePlan page = Objects.requireNonNull(failed.errorPage, "errorPage");
    failed.errorPage = null;
    failed.result = ResultType.ERROR;
    BodyReader reader = failed.takeReader();
    if (reader != null) {
      reader.close();
    }
    PageViewer viewer = new PageViewer(failed, page);
    Exchange exchange = Exchange.forErrorPage(viewer, failed);
    viewer.attach(exchange);
    boolean whole = false;
    try {
      driver.advance(exchange);
      whole = exchange.phase() == Phase.DONE;
    } finally {
      driver.release(exchange, !whole);
      failed.viewerGone |= exchange.viewerGone;
      failed.cutShort |= exchange.cutShort;
      failed.trace.detail("error page " + page.path() + ": " + exchange.trace);
    }
  }
}
