// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import com.google.re2j.Pattern;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WafStatement.Size;
import java.util.List;

/** Tests one value of a part of a request; linear in its length. */
@FunctionalInterface
interface TextTest {
  boolean test(String value);

  /** Compares with a text (AWS WAF: string match rule statement). */
  static TextTest bytes(ByteMatch.Position position, String search) {
    return switch (position) {
      case EXACTLY -> value -> value.equals(search);
      case STARTS_WITH -> value -> value.startsWith(search);
      case ENDS_WITH -> value -> value.endsWith(search);
      case CONTAINS -> new TextSearch(search, false);
      case CONTAINS_WORD -> new TextSearch(search, true);
    };
  }

  /** Looks for any of these expressions, where the text that each requires is there. */
  static TextTest patterns(List<Pattern> patterns) {
    String[] required = new String[patterns.size()];
    for (int i = 0; i < required.length; i++) {
      String text = RequiredText.of(patterns.get(i).pattern());
      required[i] = text == null ? "" : text;
    }
    return value -> {
      for (int i = 0; i < required.length; i++) {
        if (value.contains(required[i]) && patterns.get(i).matcher(value).find()) {
          return true;
        }
      }
      return false;
    };
  }

  /** Compares the length. */
  static TextTest size(Size.Comparison comparison, long size) {
    return switch (comparison) {
      case EQ -> value -> value.length() == size;
      case NE -> value -> value.length() != size;
      case LE -> value -> value.length() <= size;
      case LT -> value -> value.length() < size;
      case GE -> value -> value.length() >= size;
      case GT -> value -> value.length() > size;
    };
  }
}
