// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/** Whether the secondary origin of a group is asked (CloudFront: origin failover). */
public final class FailoverRule {

  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;

  private FailoverRule() {}

  /** After the primary has answered with a status of 400 or more. */
  public static FailoverReason answered(FailoverFacts facts, int status) {
    return facts.statuses().contains(status)
        ? unlessUnrepeatable(facts, FailoverReason.STATUS)
        : FailoverReason.NOT_LISTED;
  }

  /**
   * After the primary has given no answer.
   *
   * @param status what the viewer would get: 502 when it could not be reached, 504 when it was slow
   */
  public static FailoverReason failed(FailoverFacts facts, int status) {
    // A viewer sees 502 where the failover criteria call it 503, so either of the two counts.
    boolean unreachable = status == BAD_GATEWAY;
    boolean listed =
        facts.statuses().contains(status)
            || (unreachable && facts.statuses().contains(UNAVAILABLE));
    if (!listed) {
      return FailoverReason.NOT_LISTED;
    }
    return unlessUnrepeatable(
        facts, unreachable ? FailoverReason.UNREACHABLE : FailoverReason.TIMEOUT);
  }

  private static FailoverReason unlessUnrepeatable(FailoverFacts facts, FailoverReason reason) {
    boolean repeatable =
        switch (facts.method()) {
          case "GET", "HEAD" -> true;
          case "OPTIONS" -> facts.optionsCached();
          default -> false;
        };
    if (!repeatable) {
      return FailoverReason.METHOD;
    }
    if (facts.body()) {
      return FailoverReason.BODY;
    }
    return facts.detached() ? FailoverReason.DETACHED : reason;
  }
}
