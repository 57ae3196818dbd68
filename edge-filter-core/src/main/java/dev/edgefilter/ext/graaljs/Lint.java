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
  private static final Set<String> NOT_IN_ONE = Set.of("const", "let", "async", "await", "Buffer");
  private static final Map<String, String> METHODS =
      Map.of(
          "flat", "Array.prototype.flat",
          "flatMap", "Array.prototype.flatMap",
          "fromEntries", "Object.fromEntries",
          "at", "Array.prototype.at");

  private Lint() {}

  static List<String> of(FunctionConfig function) {
    if (function.runtime().lambda()) {
      return List.of();
    }
    List<Token> tokens = Tokens.of(function.code());
    boolean one = function.runtime() == FunctionRuntime.CLOUDFRONT_JS_1_0;
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String word = word(tokens, i, one);
      if (!word.isEmpty()) {
        found.add(word);
      }
    }
    List<String> notes = new ArrayList<>();
    for (String word : found) {
      notes.add(
          "uses "
              + word
              + ", which "
              + function.runtime().token()
              + " of CloudFront does not have");
    }
    return notes;
  }

  private static String word(List<Token> tokens, int index, boolean one) {
    Token token = tokens.get(index);
    boolean property = index > 0 && tokens.get(index - 1).is(".");
    if (token.is("?.") || token.is("??")) {
      return token.text();
    }
    if (!token.isName()) {
      return isSpread(tokens, index) ? "spread" : "";
    }
    if (property) {
      return METHODS.getOrDefault(token.text(), one && token.is("replaceAll") ? "replaceAll" : "");
    }
    boolean key = index + 1 < tokens.size() && tokens.get(index + 1).is(":");
    if (key) {
      return "";
    }
    if (NEITHER.contains(token.text()) || (one && NOT_IN_ONE.contains(token.text()))) {
      return token.text();
    }
    if (token.is("function") && index + 1 < tokens.size() && tokens.get(index + 1).is("*")) {
      return "generators";
    }
    return token.is("of") && inFor(tokens, index) ? "for … of" : "";
  }

  private static boolean isSpread(List<Token> tokens, int index) {
    return tokens.get(index).is("...")
        && index > 0
        && (tokens.get(index - 1).is("[") || tokens.get(index - 1).is("{"));
  }

  private static boolean inFor(List<Token> tokens, int index) {
    for (int i = index - 1; i >= Math.max(0, index - 8); i--) {
      if (tokens.get(i).is("for")) {
        return true;
      }
    }
    return false;
  }
}
