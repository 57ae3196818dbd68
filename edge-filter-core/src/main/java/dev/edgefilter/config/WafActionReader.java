// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.CustomResponse;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the actions of rules. */
final class WafActionReader {
  static final String INSERTED_PREFIX = "x-amzn-waf-";

  private static final List<String> REFUSED = List.of("Captcha", "Challenge", "Monetize");

  private WafActionReader() {}

  /** An action; null with a problem when it is none that is supported. */
  static @Nullable WafAction action(JsonFields fields) {
    List<String> names = fields.names();
    if (names.size() != 1) {
      fields.problem(
          "found " + names.size() + " actions; expected exactly one of Allow, Block and Count");
      names.forEach(name -> fields.object(name, "Action"));
      return null;
    }
    String name = names.get(0);
    if (REFUSED.contains(name)) {
      fields.problem(
          name,
          "is not supported: it needs a token service and a script in the viewer's browser; use"
              + " Block, or Count to see what it would do"
              + LeftOutRules.remedy(name));
      return null;
    }
    JsonFields settings = fields.object(name, "Action");
    if (settings == null) {
      return null;
    }
    return switch (name) {
      case "Allow" -> WafAction.allow().inserting(inserted(settings));
      case "Count" -> WafAction.count().inserting(inserted(settings));
      case "Block" -> {
        CustomResponse response = response(settings);
        yield response == null ? WafAction.block() : WafAction.block(response);
      }
      default -> {
        fields.problem(
            name,
            "found the unknown action \"" + name + "\"; expected one of Allow, Block and Count");
        yield null;
      }
    };
  }

  private static Headers inserted(JsonFields action) {
    JsonFields handling = action.object("CustomRequestHandling", "CustomRequestHandling");
    return handling == null ? Headers.EMPTY : headers(handling, "InsertHeaders", INSERTED_PREFIX);
  }

  private static @Nullable CustomResponse response(JsonFields block) {
    JsonFields response = block.object("CustomResponse", "CustomResponse");
    if (response == null) {
      return null;
    }
    response.require("ResponseCode", "a status such as 429");
    return new CustomResponse(
        response.integer("ResponseCode", 403),
        response.string("CustomResponseBodyKey", ""),
        headers(response, "ResponseHeaders", ""));
  }

  /** Headers refuses what HTTP does not allow, so a broken one is left out beside its problem. */
  private static Headers headers(JsonFields fields, String list, String prefix) {
    Headers.Builder headers = Headers.builder();
    for (JsonFields header : fields.objects(list, "CustomHTTPHeader")) {
      header.require("Name", "a header name").require("Value", "a header value");
      String name = header.string("Name", "");
      String value = header.string("Value", "");
      String complaint = header.has("Name") ? HeaderNames.complaint(name) : null;
      if (complaint != null) {
        header.problem("Name", complaint);
      } else if (!HeaderNames.isValue(value)) {
        header.problem("Value", "found a control character; expected printable text");
      } else if (!name.isEmpty()) {
        headers.add(prefix + name, value);
      }
    }
    return headers.build();
  }
}
