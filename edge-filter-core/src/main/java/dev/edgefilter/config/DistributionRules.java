// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.http.HostNames;
import dev.edgefilter.http.UriPath;
import dev.edgefilter.internal.document.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold inside one distribution, whoever wrote it. */
final class DistributionRules {
  private static final int LONGEST_ROOT_OBJECT = 255;
  private static final int LONGEST_PAGE_PATH = 4000;
  private static final int LONGEST_COMMENT = 128;
  private static final String ROOT_OBJECT_EXTRA = "_-.*$/~\"'&";
  private static final String PAGE_PATH_EXTRA = "/-._~!$&'()*+,=:@%";
  private static final Set<Integer> PAGE_ERRORS =
      Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);
  private static final Set<Integer> CACHED_ERRORS =
      Set.of(400, 403, 404, 405, 412, 414, 415, 416, 500, 501, 502, 503, 504);

  private final DistributionConfig distribution;
  private final Written written;
  private final List<ConfigProblem> problems;

  private DistributionRules(
      DistributionConfig distribution, Written written, List<ConfigProblem> problems) {
    this.distribution = distribution;
    this.written = written;
    this.problems = problems;
  }

  static void check(
      DistributionConfig distribution, Written written, List<ConfigProblem> problems) {
    DistributionRules rules = new DistributionRules(distribution, written, problems);
    rules.checkNames();
    rules.checkOrigins();
    rules.checkOriginGroups();
    rules.checkBehaviors();
    rules.checkErrors();
    rules.checkTagHeader();
    rules.checkGeoRestriction();
  }

  private void checkGeoRestriction() {
    GeoRestrictionConfig geo = distribution.geoRestriction();
    String place = "restrictions.geoRestriction";
    if ((geo.kind() == GeoRestrictionConfig.Kind.NONE) != geo.countries().isEmpty()) {
      report(
          place,
          "found \""
              + geo.kind().token()
              + "\", with "
              + geo.countries().size()
              + " countries; expected countries with whitelist and blacklist, and none otherwise");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < geo.countries().size(); i++) {
      String country = geo.countries().get(i);
      if (!Countries.isCode(country) || !seen.add(country)) {
        report(
            place + "[" + i + "]",
            found(country) + "expected a code such as DE, in upper case, and each once");
      }
    }
  }

  private void checkNames() {
    if (distribution.id().isEmpty()) {
      report("id", "is empty; expected an id");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < distribution.aliases().size(); i++) {
      checkAlias("aliases[" + i + "]", distribution.aliases().get(i), seen);
    }
    if (distribution.comment().length() > LONGEST_COMMENT) {
      report(
          "comment",
          "has "
              + distribution.comment().length()
              + " characters; expected at most "
              + LONGEST_COMMENT);
    }
    checkRootObject(distribution.defaultRootObject());
  }

  private void checkAlias(String place, String alias, Set<String> seen) {
    String host = alias.startsWith("*.") ? alias.substring(2) : alias;
    if (!HostNames.isHostName(host) || !host.equals(HostNames.lower(host))) {
      report(
          place,
          found(alias)
              + "expected a host name in lower case, without scheme and port, with * only as a"
              + " leading \"*.\"");
    } else if (!seen.add(alias)) {
      report(place, found(alias) + "which is there already; remove one of them");
    }
  }

  private void checkRootObject(String object) {
    if (object.startsWith("/")) {
      report("defaultRootObject", found(object) + "expected no leading slash; remove it");
    } else if (object.length() > LONGEST_ROOT_OBJECT) {
      report(
          "defaultRootObject",
          "has " + object.length() + " characters; expected at most " + LONGEST_ROOT_OBJECT);
    } else {
      int bad = PathPatterns.firstNotIn(object, ROOT_OBJECT_EXTRA);
      if (bad >= 0) {
        report(
            "defaultRootObject",
            found(object)
                + "expected no '"
                + object.charAt(bad)
                + "' in it; allowed are letters,"
                + " digits and "
                + ROOT_OBJECT_EXTRA);
      }
    }
  }

  private void checkOrigins() {
    if (distribution.origins().isEmpty()) {
      report("origins", "is empty; expected at least one origin, for example DomainName \"self\"");
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < distribution.origins().size(); i++) {
      OriginConfig origin = distribution.origins().get(i);
      String place = "origins[" + i + "]";
      checkOriginId(place, origin.id(), ids);
      new OriginRules(origin, place, written, problems).check();
    }
    for (int i = 0; i < distribution.originGroups().size(); i++) {
      checkOriginId("originGroups[" + i + "]", distribution.originGroups().get(i).id(), ids);
    }
  }

  private void checkOriginId(String place, String id, Set<String> ids) {
    if (id.isEmpty()) {
      report(place + ".id", "is empty; expected a name");
    } else if (!ids.add(id)) {
      report(
          place + ".id",
          found(id) + "which is there already; origins and origin groups need different ids");
    }
  }

  private void checkOriginGroups() {
    for (int i = 0; i < distribution.originGroups().size(); i++) {
      OriginGroupConfig group = distribution.originGroups().get(i);
      String place = "originGroups[" + i + "]";
      if (group.memberOriginIds().size() != 2) {
        report(
            place + ".members",
            "found " + group.memberOriginIds().size() + " members; expected exactly two");
      }
      if (new HashSet<>(group.memberOriginIds()).size() < group.memberOriginIds().size()) {
        report(
            place + ".members",
            found(group.memberOriginIds().get(0)) + "twice; expected two different origins");
      }
      for (String member : group.memberOriginIds()) {
        if (!originIds().contains(member)) {
          report(
              place + ".members",
              found(member)
                  + "expected the id of an origin"
                  + NearestName.hint(member, originIds()));
        }
      }
      checkFailoverStatuses(place + ".failoverCriteria", group.failoverStatusCodes());
    }
  }

  private void checkFailoverStatuses(String place, List<Integer> statuses) {
    if (statuses.isEmpty() || !OriginGroupConfig.FAILOVER_STATUSES.containsAll(statuses)) {
      report(
          place,
          "found "
              + statuses
              + "; expected one or more of 400, 403, 404, 416, 429, 500, 502, 503,"
              + " 504");
    }
  }

  private void checkBehaviors() {
    check("defaultCacheBehavior", distribution.defaultCacheBehavior());
    for (int i = 0; i < distribution.cacheBehaviors().size(); i++) {
      CacheBehaviorConfig behavior = distribution.cacheBehaviors().get(i);
      String place = "cacheBehaviors[" + i + "]";
      String complaint = PathPatterns.complaint(behavior.pathPattern());
      if (complaint != null) {
        report(place + ".pathPattern", complaint);
      }
      check(place, behavior);
    }
  }

  private void check(String place, CacheBehaviorConfig behavior) {
    checkTarget(place + ".targetOriginId", behavior.targetOriginId());
    if (behavior.cachedMethods() == CachedMethods.GET_HEAD_OPTIONS
        && behavior.allowedMethods() == AllowedMethods.GET_HEAD) {
      report(
          place + ".allowedMethods",
          "caches OPTIONS but does not allow it; add OPTIONS to the allowed methods or remove it"
              + " from the cached ones");
    }
    FunctionAssociationRules.check(
        behavior.functionAssociations(), (member, message) -> report(place + member, message));
  }

  private void checkTarget(String place, String target) {
    if (written.isBrokenAt("origins") || written.isBrokenAt("originGroups")) {
      return;
    }
    List<String> known = new ArrayList<>(originIds());
    for (OriginGroupConfig candidate : distribution.originGroups()) {
      known.add(candidate.id());
    }
    if (target.isEmpty() && !known.isEmpty()) {
      report(place, "is missing; expected one of " + String.join(", ", known));
    } else if (!known.contains(target) && !known.isEmpty()) {
      report(place, found(target) + "expected one of " + String.join(", ", known));
    }
  }

  private List<String> originIds() {
    List<String> ids = new ArrayList<>();
    for (OriginConfig origin : distribution.origins()) {
      ids.add(origin.id());
    }
    return ids;
  }

  private void checkTagHeader() {
    String name = distribution.cacheTagHeader();
    String complaint = name.isEmpty() ? null : HeaderNames.complaint(name);
    if (complaint != null) {
      report("cacheTagConfig.headerName", complaint);
    }
  }

  private void checkErrors() {
    Set<Integer> codes = new HashSet<>();
    for (int i = 0; i < distribution.customErrorResponses().size(); i++) {
      CustomErrorResponseConfig error = distribution.customErrorResponses().get(i);
      String place = "customErrorResponses[" + i + "]";
      if (!codes.add(error.errorCode())) {
        report(
            place + ".errorCode",
            "found " + error.errorCode() + ", which is there already; remove one of them");
      }
      if (error.errorCachingMinTtlSeconds() < 0) {
        report(
            place + ".errorCachingMinTTL",
            "found " + error.errorCachingMinTtlSeconds() + "; expected 0 or more seconds");
      }
      checkPage(place, error);
    }
  }

  private void checkPage(String place, CustomErrorResponseConfig error) {
    Set<Integer> allowed = error.hasPage() ? PAGE_ERRORS : CACHED_ERRORS;
    if (!allowed.contains(error.errorCode())) {
      report(place + ".errorCode", "found " + error.errorCode() + "; expected " + oneOf(allowed));
    }
    if (error.hasPage() != (error.responseCode() != 0)) {
      report(
          place + ".responsePagePath",
          "found "
              + (error.hasPage() ? "a page without a ResponseCode" : "no page but a status")
              + "; expected both, or neither to change only the caching time");
    } else if (error.hasPage()) {
      checkPagePath(place, error);
    }
  }

  private void checkPagePath(String place, CustomErrorResponseConfig error) {
    String path = error.responsePagePath();
    if (!path.startsWith("/") || path.length() > LONGEST_PAGE_PATH) {
      report(
          place + ".responsePagePath",
          found(path)
              + "expected a path that begins with / and has at most "
              + LONGEST_PAGE_PATH
              + " characters");
    } else if (isUnclear(path)) {
      report(
          place + ".responsePagePath",
          found(path) + "expected one clear path, percent-encoded, without query and fragment");
    }
    if (error.responseCode() != 200 && !PAGE_ERRORS.contains(error.responseCode())) {
      report(
          place + ".responseCode",
          "found " + error.responseCode() + "; expected 200 or " + oneOf(PAGE_ERRORS));
    }
  }

  private static boolean isUnclear(String path) {
    return path.indexOf('?') >= 0
        || path.indexOf('#') >= 0
        || UriPath.check(path) != UriPath.Fault.NONE
        || PathPatterns.firstNotIn(path, PAGE_PATH_EXTRA) >= 0;
  }

  private static String oneOf(Set<Integer> codes) {
    List<String> texts = new ArrayList<>();
    for (Integer code : new TreeSet<>(codes)) {
      texts.add(String.valueOf(code));
    }
    return "one of " + String.join(", ", texts);
  }

  private static String found(String value) {
    return "found \"" + value + "\"; ";
  }

  private void report(String place, String message) {
    written.report(problems, place, message);
  }
}
