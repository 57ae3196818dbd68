// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions and key value stores of templates, with the code and the data that they name. */
final class FunctionRewrite {
  private final String place;
  private final TemplateValues values;
  private final Findings findings;

  FunctionRewrite(String place, TemplateValues values, Findings findings) {
    this.place = place;
    this.values = values;
    this.findings = findings;
  }

  /** A function of CloudFront Functions; its code is plain text in a template. */
  JsonObject function(JsonObject properties, String arn) {
    Rewrite rewrite = new Rewrite(properties, place, findings);
    JsonValue publish = properties.get("AutoPublish");
    if (publish != null && "false".equals(Trees.text(publish))) {
      findings.note(
          publish.at(), place, "is used although AutoPublish is false: here every stage is live");
    }
    JsonString text = new JsonString(properties.at(), arn);
    JsonObject metadata =
        properties.get("FunctionMetadata") instanceof JsonObject written
            ? written
            : new JsonObject(properties.at(), List.of());
    return rewrite
        .drop("AutoPublish")
        .rename("FunctionCode", "FunctionCodeText")
        .set("FunctionMetadata", Trees.with(metadata, "FunctionARN", text))
        .inside(
            "FunctionConfig",
            config ->
                new Rewrite(config, place, findings).counted("KeyValueStoreAssociations").done())
        .done();
  }

  /** A key value store, whose import from S3 must be given as a file. */
  JsonObject keyValueStore(JsonObject properties) {
    Rewrite rewrite = new Rewrite(properties, place, findings).drop("ImportSource");
    JsonValue source = properties.get("ImportSource");
    if (source != null) {
      String address = String.valueOf(Trees.text(source, "SourceArn"));
      String file = values.file(address);
      if (file == null) {
        findings.problem(
            source.at(),
            place,
            "imports its data from S3, which is not read; give it in a file of values: {\"Files\":"
                + " {\""
                + address
                + "\": \"data.json\"}}");
      } else {
        rewrite.set("DataFile", source.at(), file);
      }
    }
    return rewrite.done();
  }

  /**
   * A function of Lambda@Edge.
   *
   * @param written the whole resource, whose metadata tell where the CDK put the code
   * @param source the name of the template
   */
  JsonObject lambda(
      JsonObject properties, JsonObject written, String name, String arn, String source) {
    Position at = properties.at();
    String handler = Trees.text(properties, "Handler");
    String runtime = Trees.text(properties, "Runtime");
    Rewrite rewrite =
        new Rewrite(new JsonObject(at, List.of()), place, findings)
            .set("FunctionName", at, name)
            .set("FunctionArn", at, arn)
            .set("Handler", at, handler == null ? "index.handler" : handler)
            .set("Runtime", at, runtime == null ? "nodejs" : runtime);
    String inline = Trees.text(Trees.object(properties, "Code"), "ZipFile");
    if (inline != null) {
      return rewrite.set("FunctionCodeText", at, inline).done();
    }
    String path = codePath(properties, written, source);
    if (path == null) {
      findings.problem(
          at,
          place,
          "has its code in S3, which is not read; give it in a file of values: {\"Files\": {\""
              + s3Address(properties)
              + "\": \"index.js\"}}");
      return rewrite.set("FunctionCodeText", at, "").done();
    }
    String module = handler == null ? "index" : handler.substring(0, handler.lastIndexOf('.'));
    return rewrite.set("FunctionCodeFile", at, script(path, module)).done();
  }

  private @Nullable String codePath(JsonObject properties, JsonObject written, String source) {
    String given = values.file(s3Address(properties));
    if (given != null) {
      return given;
    }
    String local = Trees.text(properties.get("Code"));
    String asset = Trees.text(Trees.object(written, "Metadata"), "aws:asset:path");
    String path = local == null ? asset : local;
    try {
      if (path != null) {
        return Path.of(source).resolveSibling(path).toAbsolutePath().toString();
      }
      Path folder = Path.of(source).resolveSibling(cdkFolder(properties)).toAbsolutePath();
      return Files.isDirectory(folder) ? folder.toString() : null;
    } catch (InvalidPathException e) {
      return path;
    }
  }

  /** Where the CDK puts the code beside its template: {@code asset.X} for the key {@code X.zip}. */
  private static String cdkFolder(JsonObject properties) {
    String key = String.valueOf(Trees.text(Trees.object(properties, "Code"), "S3Key"));
    return "asset." + (key.endsWith(".zip") ? key.substring(0, key.length() - 4) : key);
  }

  private static String s3Address(JsonObject properties) {
    JsonObject code = Trees.object(properties, "Code");
    return Trees.text(code, "S3Bucket") + "/" + Trees.text(code, "S3Key");
  }

  /** The file of a module in a folder, or the file itself. */
  private static String script(String path, String module) {
    try {
      if (Files.isDirectory(Path.of(path))) {
        Path script = Path.of(path, module + ".js");
        Path common = Path.of(path, module + ".cjs");
        return (Files.exists(script) || !Files.exists(common) ? script : common).toString();
      }
    } catch (InvalidPathException e) {
      return path; // who reads it says that it is not there
    }
    return path;
  }

  /** The ARNs of Lambda functions that a distribution names. */
  static void lambdaArns(JsonValue value, List<String> found) {
    if (value instanceof JsonValue.JsonArray list) {
      list.items().forEach(item -> lambdaArns(item, found));
    } else if (value instanceof JsonObject object) {
      for (Member member : object.members()) {
        String text = Trees.text(member.value());
        if (member.name().equals("LambdaFunctionARN") && text != null) {
          found.add(text);
        }
        lambdaArns(member.value(), found);
      }
    }
  }
}
