// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

import java.util.ArrayList;
import java.util.List;

/** Repeated slashes, and segments that stand for this folder or the one above. */
final class Paths {
  private Paths() {}

  /** Folders above the first one stay, as they lead somewhere else. */
  static String normalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean absolute = text.charAt(0) == '/';
    List<String> kept = new ArrayList<>();
    boolean folder = false;
    for (int start = 0; start <= text.length(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      String segment = text.substring(start, end);
      folder = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (segment.equals("..")) {
        boolean above = kept.isEmpty() || kept.get(kept.size() - 1).equals("..");
        if (!above) {
          kept.remove(kept.size() - 1);
        } else if (!absolute) {
          kept.add(segment);
        }
      } else if (!folder) {
        kept.add(segment);
      }
      start = end + 1;
    }
    String joined = String.join("/", kept);
    String rooted = absolute ? "/" + joined : joined;
    return folder && !kept.isEmpty() ? rooted + "/" : rooted;
  }
}
