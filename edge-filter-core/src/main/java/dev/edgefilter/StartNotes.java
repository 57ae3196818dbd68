// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.plan.EdgePlan;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once at start what a configuration asks for and nothing here can do. */
final class StartNotes {
  private static final Logger LOG = LoggerFactory.getLogger(StartNotes.class);

  private StartNotes() {}

  /**
   * Writes them.
   *
   * @param brotli whether responses can be compressed with br
   * @param geo whether anything tells where viewers are
   */
  static void write(EdgePlan plan, boolean brotli, boolean geo) {
    Set<String> unknowable = new TreeSet<>();
    boolean asksBrotli = false;
    for (DistributionPlan distribution : plan.distributions()) {
      for (BehaviorPlan behavior : distribution.behaviors()) {
        asksBrotli |= behavior.coding().compress() && behavior.coding().brotli();
        for (GeneratedHeader header : behavior.forward().generated()) {
          if (!isKnown(header, geo)) {
            unknowable.add(header.headerName());
          }
        }
      }
    }
    if (asksBrotli && !brotli) {
      LOG.info(
          "Responses are not compressed with br; add com.aayushatharva.brotli4j:brotli4j and its"
              + " native library");
    }
    if (!unknowable.isEmpty()) {
      LOG.info(
          "No request gets these headers, as nothing here can tell their values: {}", unknowable);
    }
  }

  private static boolean isKnown(GeneratedHeader header, boolean geo) {
    return switch (header.needs()) {
      case NOTHING -> true;
      case GEO -> geo;
      case HANDSHAKE, CERTIFICATE -> false;
    };
  }
}
