// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.Position;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads functions and key value stores, whose code and data may stand in files of their own. */
final class FunctionReader {
  private static final String CODE = "FunctionCode";
  private static final String TEXT = "FunctionCodeText";
  private static final String FILE = "FunctionCodeFile";
  private static final long MAX_FILE_BYTES = 64 << 20;

  private final Reading reading;

  FunctionReader(Reading reading) {
    this.reading = reading;
  }

  /** A function of CloudFront Functions, as {@code describe-function} prints it, with its code. */
  @Nullable FunctionConfig function(JsonFields wrapper) {
    JsonFields summary =
        wrapper.has("FunctionSummary")
            ? wrapper.object("FunctionSummary", "Function", wrapper.place())
            : wrapper;
    if (summary == null) {
      return null;
    }
    String name = summary.require("Name", "the name of the function").string("Name", "");
    JsonFields metadata = summary.object("FunctionMetadata", "FunctionMetadata");
    JsonFields config =
        summary
            .require("FunctionConfig", "an object with Comment and Runtime")
            .object("FunctionConfig", "FunctionConfig");
    FunctionConfig.Builder function = FunctionConfig.builder(name, code(wrapper));
    if (metadata != null) {
      function.arn(metadata.string("FunctionARN", ""));
    }
    if (config != null) {
      config.require("Runtime", "one of " + String.join(", ", Words.RUNTIMES.keySet()));
      function.runtime(config.word("Runtime", Words.RUNTIMES, FunctionRuntime.CLOUDFRONT_JS_2_0));
      for (JsonFields store :
          config.quantityObjects("KeyValueStoreAssociations", "KeyValueStoreAssociation")) {
        store.require("KeyValueStoreARN", "the ARN, id or name of a key value store");
        function.keyValueStore(store.string("KeyValueStoreARN", ""));
      }
    }
    return function.build();
  }

  /** A function of Lambda@Edge, as {@code get-function-configuration} names its parts. */
  FunctionConfig lambda(JsonFields fields) {
    String name = fields.require("FunctionName", "a name").string("FunctionName", "");
    String runtime = fields.string("Runtime", "nodejs");
    if (!runtime.matches("nodejs[0-9.]*x?")) {
      fields.problem(
          "Runtime", "found \"" + runtime + "\"; expected a Node.js runtime such as nodejs22.x");
    }
    String handler = fields.string("Handler", "index.handler");
    return FunctionConfig.builder(name, code(fields))
        .arn(fields.string("FunctionArn", ""))
        .runtime(FunctionRuntime.LAMBDA_NODEJS)
        .handler(handler.substring(handler.lastIndexOf('.') + 1))
        .build();
  }

  private String code(JsonFields fields) {
    List<String> given = new ArrayList<>();
    for (String name : List.of(CODE, TEXT, FILE)) {
      if (fields.has(name)) {
        given.add(name);
      }
    }
    if (given.isEmpty()) {
      fields.missing(CODE, "the code in base64, or " + TEXT + ", or " + FILE + " with a path");
      return "";
    } else if (given.size() > 1) {
      fields.problem(given.get(1), "found it beside " + given.get(0) + "; expected one of them");
    }
    return switch (given.get(0)) {
      case CODE -> base64(fields);
      case TEXT -> fields.string(TEXT, "");
      default -> Objects.requireNonNullElse(file(fields, FILE), "");
    };
  }

  private static String base64(JsonFields fields) {
    String text = fields.string(CODE, "");
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      String code = new String(bytes, StandardCharsets.UTF_8);
      if (!text.isEmpty() && looksLikeBase64(text)) {
        return code;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    fields.problem(CODE, "found no base64; expected the code in base64; use " + TEXT + " for text");
    return "";
  }

  private static boolean looksLikeBase64(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "+/=\r\n".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The text of a file named beside the configuration file; null when it cannot be had. */
  private @Nullable String file(JsonFields fields, String name) {
    String written = fields.string(name, "");
    try {
      Path parent = Path.of(reading.source()).toAbsolutePath().getParent();
      Path path = parent == null ? Path.of(written) : parent.resolve(written);
      if (Files.size(path) > MAX_FILE_BYTES) {
        fields.problem(name, "has more than " + MAX_FILE_BYTES + " bytes; make it smaller");
        return null;
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      fields.problem(name, "found \"" + written + "\", which does not exist; write the path");
    } catch (CharacterCodingException e) {
      fields.problem(name, "found \"" + written + "\", which is not UTF-8; save it as UTF-8");
    } catch (IOException | InvalidPathException e) {
      fields.problem(name, "found \"" + written + "\", which cannot be read: " + e);
    }
    return null;
  }

  /** A key value store, with its data here or in an import file. */
  KeyValueStoreConfig keyValueStore(JsonFields fields) {
    String name = fields.require("Name", "the name of the store").string("Name", "");
    String id = fields.string("Id", name);
    String arn = fields.string("ARN", "");
    Map<String, String> data = new LinkedHashMap<>();
    if (fields.has("Data") && fields.has("DataFile")) {
      fields.problem("DataFile", "found it beside Data; expected one of them");
    }
    List<ConfigProblem> problems = new ArrayList<>();
    if (fields.has("Data")) {
      JsonArray items = new JsonArray(Position.NONE, fields.list("Data"));
      KeyValueData.read(reading.source(), items, data, problems);
    } else if (fields.has("DataFile")) {
      String text = file(fields, "DataFile");
      try {
        if (text != null) {
          data.putAll(KeyValueData.parse(fields.string("DataFile", ""), text));
        }
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    for (ConfigProblem problem : problems) {
      fields.problem("DataFile", problem.toString());
    }
    return new KeyValueStoreConfig(name, id, arn, data);
  }
}
