// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only a deployment knows: values of parameters, exports of other stacks, ids and attributes
 * of resources. They stand in files beside the template, in the words in which the command line
 * prints them, or written by hand. A later file wins.
 */
final class TemplateValues {
  private static final String PARAMETERS = "Parameters";
  private static final String ATTRIBUTES = "Attributes";
  private static final String EXPORTS = "Exports";
  private static final String FILES = "Files";
  private static final String DYNAMIC = "DynamicReferences";
  private static final String RESOURCES = "StackResources";
  private static final String SUMMARIES = "StackResourceSummaries";
  private static final String STACKS = "Stacks";
  private static final String LEFT_OUT = "LeftOutRules";
  private static final Set<String> FIELDS =
      Set.of(
          PARAMETERS,
          ATTRIBUTES,
          EXPORTS,
          FILES,
          DYNAMIC,
          RESOURCES,
          SUMMARIES,
          STACKS,
          LEFT_OUT,
          "Tags");

  /** What a bundle has as well, so that it does not tell a file of values. */
  private static final Set<String> AMBIGUOUS = Set.of("Tags", LEFT_OUT);

  private final Map<String, JsonValue> parameters = new HashMap<>();
  private final Map<String, Declared> declaredAt = new HashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private final Map<String, String> exports = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> dynamicReferences = new HashMap<>();
  private final Map<String, String> physicalIds = new HashMap<>();
  private final Map<String, Declared> leftOutRules = new LinkedHashMap<>();

  /** Where a parameter got its value, so that one which no template has can be reported. */
  private record Declared(Findings findings, Position at) {}

  /** Whether a text is a file of values and not of another kind. */
  static boolean isValues(JsonValue root) {
    if (root instanceof JsonArray list) {
      return !list.items().isEmpty() && Trees.text(list.items().get(0), "ParameterKey") != null;
    }
    boolean any = false;
    if (root instanceof JsonObject object && !Template.isTemplate(object)) {
      for (String field : FIELDS) {
        any |= !AMBIGUOUS.contains(field) && object.get(field) != null;
      }
    }
    return any;
  }

  @Nullable JsonValue parameter(String name) {
    return parameters.get(name);
  }

  /** The value of {@code Logical.Attribute}; null when it is not given. */
  @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  @Nullable String export(String name) {
    return exports.get(name);
  }

  /** The path of what stands at an address of S3; null when it is not given. */
  @Nullable String file(String address) {
    return files.get(address);
  }

  @Nullable String dynamicReference(String reference) {
    return dynamicReferences.get(reference);
  }

  @Nullable String physicalId(String logicalId) {
    return physicalIds.get(logicalId);
  }

  /** Reads one file of values. */
  void read(String source, JsonValue root, Findings findings) {
    if (root instanceof JsonArray list) {
      parameters(list, false, findings);
    } else if (root instanceof JsonObject object) {
      for (Member member : object.members()) {
        section(source, member, findings);
      }
    }
  }

  private void section(String source, Member member, Findings findings) {
    JsonValue value = member.value();
    switch (member.name()) {
      case PARAMETERS -> parameters(value, false, findings);
      case ATTRIBUTES -> map(member, attributes, findings);
      case EXPORTS -> exports(member, findings);
      case DYNAMIC -> map(member, dynamicReferences, findings);
      case FILES -> {
        Map<String, String> written = new HashMap<>();
        map(member, written, findings);
        written.forEach((address, path) -> files.put(address, beside(source, path)));
      }
      case RESOURCES, SUMMARIES ->
          pairs(member, "LogicalResourceId", "PhysicalResourceId", physicalIds, findings);
      case STACKS -> stacks(member, findings);
      case LEFT_OUT -> leftOut(member, findings);
      case "Tags", "NextToken" -> {}
      default ->
          findings.problem(
              member.nameAt(),
              member.name(),
              "found the unknown field \""
                  + member.name()
                  + "\""
                  + Template.hint(NearestName.hint(member.name(), FIELDS)));
    }
  }

  private void parameters(JsonValue value, boolean printed, Findings findings) {
    if (value instanceof JsonObject object) {
      for (Member member : object.members()) {
        parameter(member.name(), member.value(), member.nameAt(), printed, findings);
      }
    } else if (value instanceof JsonArray list) {
      for (JsonValue item : list.items()) {
        String key = Trees.text(item, "ParameterKey");
        JsonValue given = item instanceof JsonObject object ? object.get("ParameterValue") : null;
        if (key == null || given == null) {
          findings.problem(
              item.at(),
              PARAMETERS,
              "found "
                  + item.describe()
                  + "; expected an object with ParameterKey and ParameterValue");
        } else {
          parameter(key, given, item.at(), printed, findings);
        }
      }
    } else {
      findings.problem(
          value.at(), PARAMETERS, "found " + value.describe() + "; expected an object or a list");
    }
  }

  private void parameter(
      String name, JsonValue value, Position at, boolean printed, Findings findings) {
    if (Trees.text(value) == null && !(value instanceof JsonArray)) {
      findings.problem(
          value.at(), PARAMETERS, "found " + value.describe() + "; expected a string or a list");
      return;
    }
    parameters.put(name, value);
    if (!printed) {
      declaredAt.put(name, new Declared(findings, at));
    }
  }

  private static void map(Member section, Map<String, String> target, Findings findings) {
    if (!(section.value() instanceof JsonObject object)) {
      findings.problem(
          section.value().at(),
          section.name(),
          "found " + section.value().describe() + "; expected an object");
      return;
    }
    for (Member member : object.members()) {
      String text = Trees.text(member.value());
      if (text == null) {
        findings.problem(
            member.value().at(),
            section.name(),
            "found " + member.value().describe() + "; expected a string");
      } else {
        target.put(member.name(), text);
      }
    }
  }

  private void exports(Member section, Findings findings) {
    if (section.value() instanceof JsonArray) {
      pairs(section, "Name", "Value", exports, findings);
    } else {
      map(section, exports, findings);
    }
  }

  private static void pairs(
      Member section, String key, String valueName, Map<String, String> target, Findings findings) {
    for (JsonValue item : list(section, findings)) {
      String name = Trees.text(item, key);
      String value = Trees.text(item, valueName);
      if (name == null) {
        findings.problem(
            item.at(),
            section.name(),
            "found " + item.describe() + "; expected an object with " + key + " and " + valueName);
      } else if (value != null) {
        target.put(name, value);
      }
    }
  }

  /** The elements of a section that is a list; none with a problem when it is something else. */
  private static List<JsonValue> list(Member section, Findings findings) {
    if (section.value() instanceof JsonArray list) {
      return list.items();
    }
    findings.problem(
        section.value().at(),
        section.name(),
        "found " + section.value().describe() + "; expected a list");
    return List.of();
  }

  /** What {@code describe-stacks} prints: the id of a stack tells the account and the region. */
  private void stacks(Member section, Findings findings) {
    for (JsonValue stack : list(section, findings)) {
      if (!(stack instanceof JsonObject object)) {
        findings.problem(stack.at(), STACKS, "found " + stack.describe() + "; expected an object");
        continue;
      }
      JsonValue given = object.get(PARAMETERS);
      if (given != null) {
        parameters(given, true, findings);
      }
      JsonValue name = object.get("StackName");
      if (name != null) {
        parameters.putIfAbsent("AWS::StackName", name);
      }
      String id = Trees.text(object, "StackId");
      String[] arn = id == null ? new String[0] : id.split(":", 6);
      JsonValue idValue = object.get("StackId");
      if (arn.length == 6 && idValue != null) {
        parameters.putIfAbsent("AWS::StackId", idValue);
        Position at = idValue.at();
        parameters.putIfAbsent("AWS::Partition", new JsonValue.JsonString(at, arn[1]));
        parameters.putIfAbsent("AWS::Region", new JsonValue.JsonString(at, arn[3]));
        parameters.putIfAbsent("AWS::AccountId", new JsonValue.JsonString(at, arn[4]));
      }
      if (object.get("Outputs") instanceof JsonArray outputs) {
        for (JsonValue output : outputs.items()) {
          String export = Trees.text(output, "ExportName");
          String value = Trees.text(output, "OutputValue");
          if (export != null && value != null) {
            exports.put(export, value);
          }
        }
      }
    }
  }

  private void leftOut(Member section, Findings findings) {
    for (JsonValue item : list(section, findings)) {
      String name = Trees.text(item);
      if (name == null) {
        findings.problem(
            item.at(), LEFT_OUT, "found " + item.describe() + "; expected a list of names");
      } else {
        leftOutRules.put(name, new Declared(findings, item.at()));
      }
    }
  }

  List<String> leftOutRules() {
    return List.copyOf(leftOutRules.keySet());
  }

  void reportLeftOutRule(String name, String message) {
    Declared declared = leftOutRules.get(name);
    if (declared != null) {
      declared.findings.problem(declared.at, LEFT_OUT, message);
    }
  }

  /** A path as seen from the file that names it. */
  private static String beside(String source, String path) {
    try {
      return Path.of(source).resolveSibling(path).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      return path; // who reads it says that it is not there
    }
  }

  /** Reports the parameters that no template declares. */
  void reportUnread(List<Template> templates) {
    Set<String> known = new HashSet<>();
    for (Template template : templates) {
      known.addAll(Trees.names(template.parameters()));
    }
    declaredAt.forEach(
        (name, declared) -> {
          if (!known.contains(name) && !name.startsWith("AWS::")) {
            declared.findings.problem(
                declared.at,
                PARAMETERS,
                "found \""
                    + name
                    + "\", which no template declares"
                    + Template.hint(NearestName.hint(name, known)));
          }
        });
  }
}
