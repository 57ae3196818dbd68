// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The source of a function, made ready to be evaluated anew for each call: imports become calls of
 * {@code require}, exports of a handler become plain declarations, and line numbers stay.
 *
 * @param text the source after that
 * @param usesGlobal whether it names the global object
 * @param mayKeep whether it may hang private members onto objects that outlive its calls, as a
 *     constructor can whose parent returns such an object
 */
record Script(String text, boolean usesGlobal, boolean mayKeep) {
  private static final Map<FunctionRuntime, Set<String>> MODULES =
      Map.of(
          FunctionRuntime.CLOUDFRONT_JS_1_0,
          Set.of("crypto", "querystring"),
          FunctionRuntime.CLOUDFRONT_JS_2_0,
          Set.of("buffer", "cloudfront", "crypto", "querystring"),
          FunctionRuntime.LAMBDA_NODEJS,
          Set.of("buffer", "crypto", "querystring"));

  /** What Node.js gives to everybody and this engine does not. */
  private static final Set<String> NODE =
      Set.of(
          "process",
          "fetch",
          "setTimeout",
          "setInterval",
          "setImmediate",
          "URL",
          "URLSearchParams",
          "AbortController",
          "WebAssembly",
          "structuredClone");

  /**
   * Reads a source.
   *
   * @throws IllegalArgumentException when it needs what is not there, by name
   */
  static Script of(FunctionConfig function) {
    String source = function.code();
    List<Token> tokens = Tokens.of(source);
    boolean lambda = function.runtime().lambda();
    checkModules(tokens, function);
    checkLiterals(tokens);
    if (lambda) {
      checkNode(tokens);
    }
    StringBuilder text = new StringBuilder(source);
    int exported = -1;
    // From the end to the start, so that places stay right.
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.depth() != 0 || isProperty(tokens, i)) {
        continue;
      }
      if (token.is("import") && token.isName()) {
        Import statement = Import.at(tokens, i);
        text.replace(token.start(), statement.end(), statement.asRequire(source));
      } else if (lambda && token.is("export") && i + 1 < tokens.size()) {
        text.replace(token.start(), token.end(), " ".repeat(token.end() - token.start()));
        exported = i;
      }
    }
    if (exported >= 0) {
      String name = function.handler();
      text.append("\n;exports.").append(name).append(" = ").append(name).append(';');
    }
    boolean usesGlobal = tokens.stream().anyMatch(t -> t.is("globalThis"));
    boolean mayKeep = source.contains("#") && source.contains("extends");
    return new Script(text.toString(), usesGlobal, mayKeep);
  }

  private static void checkModules(List<Token> tokens, FunctionConfig function) {
    Set<String> known = MODULES.getOrDefault(function.runtime(), Set.of());
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (isProperty(tokens, i) || i + 1 >= tokens.size()) {
        continue;
      }
      String module = null;
      if (token.is("require") && tokens.get(i + 1).is("(") && i + 3 < tokens.size()) {
        Token argument = tokens.get(i + 2);
        boolean literal = argument.kind() == Token.Kind.STRING && tokens.get(i + 3).is(")");
        module = literal ? argument.text() : null;
      } else if (token.is("import") && token.isName()) {
        if (tokens.get(i + 1).is("(")) {
          throw new IllegalArgumentException(
              "calls import(), which is not there; import modules at the top");
        }
        if (token.depth() == 0) {
          module = Import.at(tokens, i).module();
        }
      }
      String name = module != null && module.startsWith("node:") ? module.substring(5) : module;
      if (name != null && !known.contains(name)) {
        throw new IllegalArgumentException(
            "needs the module \""
                + module
                + "\"; "
                + function.runtime().token()
                + " functions have "
                + String.join(", ", known.stream().sorted().toList())
                + (function.runtime().lambda() ? " here, no others of Node.js" : ""));
      }
    }
  }

  private static void checkLiterals(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.REGEX) {
        Literals.check(token.text());
      }
      if (token.kind() == Token.Kind.NUMBER && token.text().endsWith("n")) {
        throw new IllegalArgumentException(
            "has the BigInt " + token.text() + ", which is not there; numbers and strings are");
      }
    }
  }

  private static void checkNode(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean declared =
          i > 0 && Set.of("const", "let", "var", "function").contains(tokens.get(i - 1).text());
      boolean key = i + 1 < tokens.size() && tokens.get(i + 1).is(":");
      if (token.isName()
          && NODE.contains(token.text())
          && !isProperty(tokens, i)
          && !declared
          && !key) {
        throw new IllegalArgumentException(
            "uses " + token.text() + ", which Node.js has and this engine has not");
      }
    }
  }

  private static boolean isProperty(List<Token> tokens, int index) {
    return index > 0 && (tokens.get(index - 1).is(".") || tokens.get(index - 1).is("?."));
  }

  /** The source as a function that makes the handler, with everything it declares, anew. */
  String factory(FunctionRuntime runtime) {
    return runtime.lambda()
        ? "(function(exports,module){\"use strict\";" + text + "\n})"
        : "(function(){\"use strict\";" + text + "\n;return handler;})";
  }

  /** The source as a program of its own: what is one cannot break out of the factory. */
  String program() {
    return "\"use strict\";" + text;
  }
}
