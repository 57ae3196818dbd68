// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import java.util.ArrayList;
import java.util.List;

/**
 * One import statement.
 *
 * @param module the name of the module
 * @param declarations what it declares, as {@code name = …} with {@code %} for the module
 * @param start where it begins
 * @param end where it ends
 */
record Import(String module, List<String> declarations, int start, int end) {

  /**
   * Reads the statement that begins with a token.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Import at(List<Token> tokens, int index) {
    List<String> declarations = new ArrayList<>();
    int i = index + 1;
    while (i < tokens.size() && tokens.get(i).kind() != Token.Kind.STRING) {
      Token token = tokens.get(i);
      if (token.is("*") && i + 2 < tokens.size() && tokens.get(i + 1).is("as")) {
        declarations.add(tokens.get(i + 2).text() + "=%");
        i += 3;
      } else if (token.is("{")) {
        StringBuilder names = new StringBuilder("{");
        for (i++; i < tokens.size() && !tokens.get(i).is("}"); i++) {
          names.append(tokens.get(i).is("as") ? ":" : tokens.get(i).text());
        }
        declarations.add(names.append("}=%").toString());
        i++;
      } else if (token.is(",") || token.is("from")) {
        i++;
      } else if (token.isName()) {
        declarations.add(token.text() + "=%");
        i++;
      } else {
        break;
      }
    }
    if (i >= tokens.size() || tokens.get(i).kind() != Token.Kind.STRING) {
      throw new IllegalArgumentException("has an import statement that names no module");
    }
    Token module = tokens.get(i);
    return new Import(module.text(), declarations, tokens.get(index).start(), module.end());
  }

  /** The same without import, over as many lines. */
  String asRequire(String source) {
    String name = module.startsWith("node:") ? module.substring(5) : module;
    String call = "require('" + name + "')";
    StringBuilder text = new StringBuilder();
    for (String declaration : declarations) {
      text.append(text.isEmpty() ? "const " : ",");
      text.append(declaration.replace("%", call));
    }
    if (text.isEmpty()) {
      text.append(call);
    }
    source.substring(start, end).chars().filter(c -> c == '\n').forEach(c -> text.append('\n'));
    return text.toString();
  }
}
