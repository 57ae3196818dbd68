// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.geo.GeoLocation;
import java.util.Set;

/**
 * Compares the viewer's country, or the system its address belongs to.
 *
 * <p>Looking at the country labels the request with country and region, whatever the comparison
 * comes to (AWS WAF: geographic match rule statement).
 */
record PlaceMatcher(AddressSource source, Set<String> countries, Set<Long> systems)
    implements Matcher {
  @Override
  public boolean matches(WafRequest request) {
    String literal = source.literal(request);
    if (literal == null) {
      return false;
    }
    if (literal.isEmpty()) {
      return source.malformedMatches();
    }
    GeoLocation location = request.facts.locate(literal);
    if (countries.isEmpty()) {
      Long asn = location.asn();
      return systems.contains(asn == null ? 0L : asn);
    }
    String country = location.country();
    if (country == null) {
      return false;
    }
    String prefix = source.forwarded() == null ? "awswaf:clientip:geo:" : "awswaf:forwardedip:geo:";
    request.label(prefix + "country:" + country);
    if (location.region() != null) {
      request.label(prefix + "region:" + country + "-" + location.region());
    }
    return countries.contains(country);
  }
}
