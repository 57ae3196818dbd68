// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What kind of device a {@code User-Agent} belongs to (CloudFront: Headers for determining the
 * viewer's device type); several may be true.
 *
 * @param android it runs Android
 * @param ios it runs iOS
 * @param mobile it is a telephone, or says that it is mobile
 * @param tablet it is a tablet
 * @param smartTv it is a television
 */
public record Device(
    boolean android, boolean ios, boolean mobile, boolean tablet, boolean smartTv) {

  private static final String[] TELEVISIONS = {
    "smarttv",
    "smart-tv",
    "smart tv",
    "appletv",
    "apple tv",
    "googletv",
    "google tv",
    "hbbtv",
    "netcast",
    "web0s",
    "webos",
    "roku",
    "bravia",
    "crkey",
    "aftb",
    "aftm",
    "aftt",
    "afts"
  };
  private static final String[] TABLETS = {"ipad", "tablet", "kindle", "silk", "playbook"};
  private static final String[] TELEPHONES = {
    "mobi", "iphone", "ipod", "windows phone", "blackberry", "opera mini"
  };

  /** Guesses from tokens that vendors put into the header; a missing header is a desktop's. */
  public static Device of(@Nullable String userAgent) {
    String agent = userAgent == null ? "" : userAgent.toLowerCase(Locale.ROOT);
    boolean android = agent.contains("android");
    boolean ios = agent.contains("iphone") || agent.contains("ipod") || agent.contains("ipad");
    boolean television =
        holdsOne(agent, TELEVISIONS) || (agent.contains("tizen") && agent.contains("tv"));
    boolean tablet =
        !television && (holdsOne(agent, TABLETS) || (android && !agent.contains("mobile")));
    boolean mobile = !television && holdsOne(agent, TELEPHONES);
    return new Device(android, ios, mobile, tablet, television);
  }

  private static boolean holdsOne(String agent, String[] tokens) {
    for (String token : tokens) {
      if (agent.contains(token)) {
        return true;
      }
    }
    return false;
  }

  /** True when it is none of the others. */
  public boolean desktop() {
    return !mobile && !tablet && !smartTv;
  }
}
