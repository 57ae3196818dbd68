// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import java.util.Locale;

/** Parses the text of a file that may be JSON or YAML. */
public final class Documents {
  private Documents() {}

  /**
   * Parses a whole text.
   *
   * @param name the name of the file; its ending decides, and the first character of the text when
   *     the ending does not tell
   * @param problems takes what does not stop the parser
   * @throws SyntaxException when the text cannot be read on
   */
  public static JsonValue parse(String name, String text, Problems problems)
      throws SyntaxException {
    return isYaml(name.toLowerCase(Locale.ROOT), text)
        ? YamlParser.parse(text, problems)
        : JsonParser.parse(text, problems);
  }

  private static boolean isYaml(String name, String text) {
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return true;
    }
    return name.endsWith(".template") && !text.stripLeading().startsWith("{");
  }
}
