// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.IpRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds an address among ranges that are sorted and do not overlap, by halving. */
final class IpMatcher {
  private final IpRange[] ranges;

  IpMatcher(List<IpRange> written) {
    List<IpRange> sorted = new ArrayList<>(written);
    sorted.sort(Comparator.comparing(IpRange::first));
    List<IpRange> merged = new ArrayList<>();
    for (IpRange range : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).contains(range.first())) {
        // Ranges of whole bits lie in one another or apart.
        continue;
      }
      merged.add(range);
    }
    this.ranges = merged.toArray(new IpRange[0]);
  }

  boolean contains(IpAddress address) {
    int low = 0;
    int high = ranges.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      IpRange range = ranges[middle];
      if (range.last().compareTo(address) < 0) {
        low = middle + 1;
      } else if (range.first().compareTo(address) > 0) {
        high = middle - 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
