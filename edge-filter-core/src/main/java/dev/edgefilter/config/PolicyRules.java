// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What must hold inside one policy, key or key group. */
final class PolicyRules {
  private static final int LONGEST_NAMES = 1024;

  private final Written written;
  private final List<ConfigProblem> problems;

  PolicyRules(Written written, List<ConfigProblem> problems) {
    this.written = written;
    this.problems = problems;
  }

  void check(CachePolicyConfig policy) {
    checkTtls(policy);
    checkHeaders(policy.headers());
    boolean encoding = policy.acceptEncodingGzip() || policy.acceptEncodingBrotli();
    for (String name : policy.headers().names()) {
      boolean acceptEncoding = name.toLowerCase(Locale.ROOT).equals("accept-encoding");
      if (!HeaderNames.mayBeKey(name)) {
        report(headersPlace(), found(name) + "which cannot be part of a cache key; remove it");
      } else if (acceptEncoding && encoding) {
        report(
            headersPlace(),
            found(name)
                + "but EnableAcceptEncodingGzip or EnableAcceptEncodingBrotli is true;"
                + " remove the header");
      }
    }
    checkNames("cookiesConfig", policy.cookies());
    checkNames("queryStringsConfig", policy.queryStrings());
    checkLength(policy.headers(), policy.cookies(), policy.queryStrings());
  }

  void check(OriginRequestPolicyConfig policy) {
    checkHeaders(policy.headers());
    for (String name : policy.headers().names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean only = policy.headers().kind() == HeaderSelection.Kind.WHITELIST;
      if (only && (lower.equals("authorization") || lower.equals("accept-encoding"))) {
        report(
            headersPlace(),
            found(name) + "which an origin request policy cannot list; put it into a cache policy");
      }
    }
    checkNames("cookiesConfig", policy.cookies());
    checkNames("queryStringsConfig", policy.queryStrings());
    checkLength(policy.headers(), policy.cookies(), policy.queryStrings());
  }

  void check(PublicKeyConfig key) {
    if (!key.encodedKey().strip().startsWith("-----BEGIN ")) {
      report(
          "encodedKey",
          "is no PEM text; expected -----BEGIN PUBLIC KEY----- and so on, with line breaks");
    }
  }

  void check(KeyGroupConfig group) {
    if (group.publicKeyIds().isEmpty()) {
      report("items", "is empty; expected at least one public key id");
    }
  }

  private void checkTtls(CachePolicyConfig policy) {
    long min = policy.minTtlSeconds();
    long normal = policy.defaultTtlSeconds();
    long max = policy.maxTtlSeconds();
    if (min < 0) {
      report("minTTL", "found " + min + "; expected 0 or more seconds");
    } else if (min > max) {
      report(
          "maxTTL",
          "found "
              + max
              + ", less than MinTTL "
              + min
              + "; expected MinTTL <= DefaultTTL <= MaxTTL (InvalidTTLOrder)");
    } else if (min > normal || normal > max) {
      report(
          "defaultTTL",
          "found "
              + normal
              + ", not between MinTTL "
              + min
              + " and MaxTTL "
              + max
              + "; expected MinTTL <= DefaultTTL <= MaxTTL (InvalidTTLOrder)");
    }
  }

  private void checkHeaders(HeaderSelection headers) {
    checkListed(
        "headersConfig", headers.kind().token(), headers.kind().listsNames(), headers.names());
    for (String name : headers.names()) {
      String complaint = HeaderNames.complaint(name);
      if (complaint != null) {
        report(headersPlace(), complaint);
      } else if (GeneratedHeader.isReserved(name) && GeneratedHeader.of(name) == null) {
        report(
            headersPlace(), found(name) + "which is none of CloudFront's headers" + nearest(name));
      }
    }
  }

  private void checkNames(String place, NameSelection selection) {
    checkListed(place, selection.kind().token(), selection.kind().listsNames(), selection.names());
  }

  private void checkListed(String place, String kind, boolean listsNames, List<String> names) {
    if (listsNames && names.isEmpty()) {
      report(place, found(kind) + "but no names; expected at least one");
    } else if (!listsNames && !names.isEmpty()) {
      report(place, found(kind) + "but " + names.size() + " names; remove them or list by name");
    }
  }

  private void checkLength(
      HeaderSelection headers, NameSelection cookies, NameSelection queryStrings) {
    int length = 0;
    for (List<String> names : List.of(headers.names(), cookies.names(), queryStrings.names())) {
      for (String name : names) {
        length += name.length();
      }
    }
    if (length > LONGEST_NAMES) {
      report(
          "",
          "lists names of " + length + " characters together; expected at most " + LONGEST_NAMES);
    }
  }

  private static String nearest(String name) {
    List<String> known = new ArrayList<>();
    for (GeneratedHeader each : GeneratedHeader.values()) {
      known.add(each.headerName());
    }
    String hint = NearestName.hint(name, known);
    return hint.isEmpty() ? "; remove it" : hint;
  }

  private static String headersPlace() {
    return "headersConfig.headers";
  }

  private static String found(String value) {
    return "found \"" + value + "\", ";
  }

  private void report(String place, String message) {
    written.report(problems, place, message);
  }
}
