// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionBody;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionResponse.BodyEncoding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of requests as Lambda@Edge writes them (CloudFront: accessing the request body). */
final class LambdaBodies {
  private static final String READ_ONLY = "read-only";
  private static final String REPLACE = "replace";
  private static final String BASE64 = "base64";
  private static final String TEXT = "text";

  private LambdaBodies() {}

  static Map<String, Object> tree(FunctionBody body) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("inputTruncated", body.inputTruncated());
    tree.put("action", body.replaces() ? REPLACE : READ_ONLY);
    tree.put("encoding", body.encoding() == BodyEncoding.TEXT ? TEXT : BASE64);
    tree.put("data", body.data());
    return tree;
  }

  /** The body of an event that is written in JSON; null when it has none. */
  static @Nullable FunctionBody written(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = Tree.object(value, "the body of a request");
    Object data = tree.get("data");
    return new FunctionBody(
        false,
        BodyEncoding.BASE64,
        data == null ? "" : Tree.text(data, "the data of a body"),
        Boolean.TRUE.equals(tree.get("inputTruncated")));
  }

  /** The body that a function has left: the one before, unless it is replaced. */
  static @Nullable FunctionBody read(@Nullable FunctionBody before, @Nullable Object returned)
      throws FunctionException {
    Map<String, @Nullable Object> tree = Tree.optional(returned, "the body of a request");
    Object action = tree.get("action");
    if (action == null || action.equals(READ_ONLY)) {
      return before;
    }
    if (!action.equals(REPLACE)) {
      throw Tree.invalid(
          "returned "
              + Tree.describe(action)
              + " as action, expected \"read-only\" or \"replace\"");
    }
    Object encoding = tree.get("encoding");
    if (encoding != null && !encoding.equals(TEXT) && !encoding.equals(BASE64)) {
      throw Tree.invalid(
          "returned " + Tree.describe(encoding) + " as encoding, expected \"text\" or \"base64\"");
    }
    Object data = tree.get("data");
    return new FunctionBody(
        true,
        TEXT.equals(encoding) ? BodyEncoding.TEXT : BodyEncoding.BASE64,
        data == null ? "" : Tree.text(data, "the data of a body"),
        false);
  }
}
