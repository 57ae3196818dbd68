// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.Position;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for values that only a deployment knows, such as the domain of a bucket without a name.
 *
 * <p>Each is a host under {@code .invalid}, which never resolves (RFC 6761): an origin that is
 * mapped to the application or to a stub does not need its domain, and no other can be reached by
 * mistake.
 */
final class Unknowns {
  private static final String MARK = ".not-known-before-deployment.invalid";

  private final Map<String, String> expressions = new HashMap<>();

  /** A stand-in for the value of an expression such as {@code Bucket.DomainName}. */
  JsonString stand(Position at, String expression) {
    StringBuilder host = new StringBuilder();
    for (char c : expression.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      host.append(plain ? c : '-');
    }
    String label = host.substring(0, Math.min(60, host.length())).replaceAll("^-+|-+$", "") + MARK;
    expressions.put(label, expression);
    boolean address = expression.endsWith("Url") || expression.endsWith("URL");
    return new JsonString(at, address ? "https://" + label + "/" : label);
  }

  /** The expression that a text has a stand-in of; null when it has none. */
  @Nullable String in(String text) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      return null;
    }
    for (Map.Entry<String, String> entry : expressions.entrySet()) {
      if (text.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return text;
  }

  /** Whether a host is a stand-in. */
  static boolean isHost(String host) {
    return host.endsWith(MARK);
  }

  /** A host that never resolves, for a text that has a stand-in. */
  static String host(String text) {
    int end = text.indexOf(MARK) + MARK.length();
    int start = text.lastIndexOf('/', end) + 1;
    return text.substring(start, end);
  }

  /** What to do to give the value of an expression. */
  static String remedy(String expression) {
    if (expression.startsWith("{{resolve:")) {
      return "give it in a file of values: {\"DynamicReferences\": {\"" + expression + "\": …}}";
    }
    boolean attribute = expression.indexOf('.') > 0;
    return attribute
        ? "give it in a file of values: {\"Attributes\": {\"" + expression + "\": …}}"
        : "give it in a file of values: {\"StackResources\": [{\"LogicalResourceId\": \""
            + expression
            + "\", \"PhysicalResourceId\": …}]}, or what \"aws cloudformation"
            + " describe-stack-resources\" prints";
  }
}
