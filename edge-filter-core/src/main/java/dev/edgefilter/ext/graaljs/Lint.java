// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this engine runs and CloudFront's runtimes do not have (CloudFront: JavaScript runtime
 * features); found by words, so that it is advice and never stops anything.
 */
final class Lint {
  private static final Set<String> NEITHER = Set.of("class", "Map", "Set", "WeakMap", "WeakSet");
  private static final Set<String> NOT_IN_ONE =
      Set.of("const", "let", "async", "await", "Buffer", "atob", "btoa", "DataView");
  private static final Map<String, String> METHODS =
      Map.of(
          "flat", "Array.prototype.flat",
          "flatMap", "Array.prototype.flatMap",
          "fromEntries", "Object.fromEntries",
          "at", "Array.prototype.at");
  private static final Set<String> DECLARATIONS = Set.of("const", "let", "var");

  private final List<Token> tokens;
  private final boolean one;

  private Lint(FunctionConfig function) {
    tokens = Tokens.of(function.code());
    one = function.runtime() == FunctionRuntime.CLOUDFRONT_JS_1_0;
  }

  static List<String> of(FunctionConfig function) {
    if (function.runtime().lambda()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    for (String word : new Lint(function).words()) {
      notes.add(
          "uses "
              + word
              + ", which "
              + function.runtime().token()
              + " of CloudFront does not have");
    }
    return notes;
  }

  private Set<String> words() {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String word = word(i);
      if (!word.isEmpty()) {
        found.add(word);
      }
    }
    return found;
  }

  private String word(int index) {
    Token token = tokens.get(index);
    return switch (token.kind()) {
      case NAME -> isAt(index - 1, ".") ? member(index) : name(index);
      case NUMBER -> one && token.text().indexOf('_') >= 0 ? "numeric separators" : "";
      case SIGN -> sign(index);
      case STRING, TEMPLATE, REGEX -> "";
    };
  }

  private boolean isAt(int index, String text) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(text);
  }

  private String member(int index) {
    String name = tokens.get(index).text();
    if (index > 1 && tokens.get(index - 2).isName()) {
      String owner = tokens.get(index - 2).text();
      boolean missing =
          owner.equals("Array")
              ? name.equals("from")
              : one && (isOfSymbols(owner, name) || isOfTypedArrays(owner, name));
      if (missing) {
        return owner + "." + name;
      }
    }
    return METHODS.getOrDefault(name, one && name.equals("replaceAll") ? name : "");
  }

  private static boolean isOfSymbols(String owner, String name) {
    return owner.equals("Symbol") && (name.equals("for") || name.equals("keyFor"));
  }

  private static boolean isOfTypedArrays(String owner, String name) {
    return owner.length() > "Array".length()
        && owner.endsWith("Array")
        && (name.equals("from") || name.equals("of"));
  }

  private String name(int index) {
    Token token = tokens.get(index);
    if (isAt(index + 1, ":")) {
      return ""; // a key
    }
    if (NEITHER.contains(token.text()) || (one && NOT_IN_ONE.contains(token.text()))) {
      return token.text();
    }
    if (token.is("function") && isAt(index + 1, "*")) {
      return "generators";
    }
    return token.is("of") && inFor(index) ? "for … of" : "";
  }

  private boolean inFor(int index) {
    for (int i = index - 1; i >= Math.max(0, index - 8); i--) {
      if (tokens.get(i).is("for")) {
        return true;
      }
    }
    return false;
  }

  private String sign(int index) {
    String text = tokens.get(index).text();
    return switch (text) {
      case "?.", "??" -> text;
      case "..." -> isParameters(around(index)) ? "" : "spread";
      case "=" -> isParameters(around(index)) ? "default parameters" : "";
      case "{", "[" -> takesApart(index) ? "destructuring" : "";
      default -> "";
    };
  }

  private boolean takesApart(int index) {
    return index > 0
        && (DECLARATIONS.contains(tokens.get(index - 1).text())
            || ((isAt(index - 1, "(") || isAt(index - 1, ",")) && isParameters(around(index))));
  }

  /** The bracket that a piece stands in, or a negative number. */
  private int around(int index) {
    int i = index - 1;
    while (i >= 0 && tokens.get(i).depth() >= tokens.get(index).depth()) {
      i--;
    }
    return i;
  }

  /** Whether a bracket begins the parameters of a function. */
  private boolean isParameters(int open) {
    if (!isAt(open, "(")) {
      return false;
    }
    int close = open + 1;
    while (close < tokens.size() && tokens.get(close).depth() > tokens.get(open).depth()) {
      close++;
    }
    return isAt(open - 1, "function") || isAt(open - 2, "function") || isAt(close + 1, "=>");
  }
}
