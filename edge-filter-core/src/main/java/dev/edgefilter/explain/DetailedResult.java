// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import dev.edgefilter.explain.Trace.Step;

/** Tells errors apart for {@code x-edge-detailed-result-type} (CloudFront: log file fields). */
final class DetailedResult {

  private DetailedResult() {}

  static String of(AccessLogRecord record) {
    if (record.finalResult() != ResultType.ERROR) {
      return record.finalResult().token();
    }
    String origin = ofOrigin(token(record, Step.ORIGIN));
    if (!origin.isEmpty()) {
      return origin;
    }
    if (record.result() != ResultType.ERROR) {
      return "ClientCommError";
    }
    boolean firewall = token(record, Step.FIREWALL).startsWith("web-acl-");
    if (firewall && record.trace().decisive() == record.trace().reason(Step.FIREWALL)) {
      return "InvalidRequestBlocked";
    }
    String access = token(record, Step.ACCESS);
    if (access.startsWith("geo-")) {
      return "ClientGeoBlocked";
    }
    if (access.startsWith("method-")) {
      return "InvalidRequestMethod";
    }
    if (record.status() == 403 && record.trace().reason(Step.ORIGIN) == null) {
      return "InvalidRequestBlocked";
    }
    if (record.status() == 400 && record.trace().reason(Step.ORIGIN) == null) {
      return "InvalidRequest";
    }
    return record.status() >= 500 ? "OriginError" : "Error";
  }

  private static String ofOrigin(String token) {
    return switch (token) {
      case "origin-connect-failed", "origin-tls-failed" -> "OriginConnectError";
      case "origin-dns-failed" -> "OriginDnsError";
      case "origin-timeout" -> "OriginCommError";
      case "origin-invalid-response" -> "OriginInvalidResponseError";
      case "origin-broke-off" -> "OriginReadError";
      case "application-exception" -> "OriginError";
      default -> "";
    };
  }

  private static String token(AccessLogRecord record, Step step) {
    Reason reason = record.trace().reason(step);
    return reason == null ? "" : reason.token();
  }
}
