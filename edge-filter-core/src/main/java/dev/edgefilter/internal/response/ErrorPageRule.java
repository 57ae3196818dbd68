// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/** Is an error answered with a page of its own (CloudFront: Generating custom error responses). */
public final class ErrorPageRule {

  private ErrorPageRule() {}

  /** The first check that speaks against a page counts; {@code SENT} when none does. */
  public static ErrorPageReason decide(ErrorPageFacts facts) {
    if (facts.pageItself()) {
      return ErrorPageReason.PAGE_ITSELF; // so that no page can lead to another one
    }
    if (!facts.configured()) {
      return ErrorPageReason.NOT_CONFIGURED;
    }
    switch (facts.source()) {
      case FUNCTION -> {
        return ErrorPageReason.FUNCTION;
      }
      case WEB_ACL -> {
        return ErrorPageReason.WEB_ACL;
      }
      case BAD_REQUEST -> {
        return ErrorPageReason.BAD_REQUEST;
      }
      case ORIGIN, ACCESS -> {}
    }
    if (facts.upgrades()) {
      return ErrorPageReason.UPGRADE;
    }
    return facts.mayBlock() ? ErrorPageReason.SENT : ErrorPageReason.WRITE_LISTENER;
  }

  /**
   * The status a viewer gets with a page: what the distribution says when the page was found, else
   * what the request for the page came to.
   *
   * @param pageStatus the status of the answer to the request for the page
   * @param responseCode what the distribution says
   */
  public static int status(int pageStatus, int responseCode) {
    return pageStatus == 200 ? responseCode : pageStatus;
  }
}
