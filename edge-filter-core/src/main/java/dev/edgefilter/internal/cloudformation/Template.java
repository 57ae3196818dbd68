// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template as written: its sections, not yet evaluated.
 *
 * @param source the name of its file
 * @param stackName what {@code AWS::StackName} is unless a value is given
 * @param root the whole text
 */
record Template(String source, String stackName, JsonObject root) {
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Mappings",
          "Conditions",
          "Transform",
          "Globals",
          "Resources",
          "Hooks",
          "Outputs");

  /** What the macros that we know do to the resources that we read: nothing. */
  private static final Set<String> HARMLESS_MACROS =
      Set.of("AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", "AWS::CodeDeployBlueGreen");

  private static final Set<String> RESOURCE_FIELDS =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "Metadata",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "CreationPolicy",
          "UpdatePolicy",
          "Connectors",
          "IgnoreGlobals");

  private static final JsonObject EMPTY = new JsonObject(Position.START, List.of());

  /** Whether an object is a template and not a file of another kind. */
  static boolean isTemplate(JsonObject root) {
    return root.get("Resources") != null || root.get("AWSTemplateFormatVersion") != null;
  }

  JsonObject parameters() {
    return section("Parameters");
  }

  JsonObject mappings() {
    return section("Mappings");
  }

  JsonObject conditions() {
    return section("Conditions");
  }

  JsonObject resources() {
    return section("Resources");
  }

  JsonObject outputs() {
    return section("Outputs");
  }

  private JsonObject section(String name) {
    return root.get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /** Reports what no template has, and macros that would have to run first. */
  void check(Findings findings) {
    for (Member member : root.members()) {
      if (!SECTIONS.contains(member.name())) {
        findings.problem(
            member.nameAt(),
            member.name(),
            "found the unknown section \""
                + member.name()
                + "\""
                + hint(NearestName.hint(member.name(), SECTIONS)));
      }
    }
    for (String name : List.of("Parameters", "Mappings", "Conditions", "Resources", "Outputs")) {
      JsonValue section = root.get(name);
      if (section != null && !(section instanceof JsonObject)) {
        findings.problem(
            section.at(), name, "found " + section.describe() + "; expected an object");
      }
    }
    if (resources().members().isEmpty()) {
      findings.problem(root.at(), "Resources", "is missing or empty; expected resources");
    }
    checkMacros(findings);
    checkResources(findings);
  }

  private void checkMacros(Findings findings) {
    JsonValue transform = root.get("Transform");
    List<JsonValue> macros =
        transform instanceof JsonArray list
            ? list.items()
            : transform == null ? List.of() : List.of(transform);
    for (JsonValue macro : macros) {
      String name = Trees.text(macro);
      if (name == null || !HARMLESS_MACROS.contains(name)) {
        findings.problem(
            macro.at(),
            "Transform",
            "found "
                + macro.describe()
                + ", a macro that only CloudFormation can run; give the processed template, which"
                + " \"aws cloudformation get-template --template-stage Processed\" prints");
      }
    }
  }

  private void checkResources(Findings findings) {
    for (Member resource : resources().members()) {
      if (resource.name().startsWith("Fn::")) {
        findings.problem(
            resource.nameAt(),
            "Resources",
            "found "
                + resource.name()
                + ", which only CloudFormation can expand; give the processed template, which"
                + " \"aws cloudformation get-template --template-stage Processed\" prints");
      } else if (!(resource.value() instanceof JsonObject object)
          || Trees.text(object, "Type") == null) {
        findings.problem(
            resource.value().at(),
            resource.name(),
            "found " + resource.value().describe() + "; expected an object with a Type");
      } else if (EdgeResource.kindOf(object) != null) {
        for (Member member : object.members()) {
          if (!RESOURCE_FIELDS.contains(member.name())) {
            findings.problem(
                member.nameAt(),
                resource.name(),
                "found the unknown field \""
                    + member.name()
                    + "\""
                    + hint(NearestName.hint(member.name(), RESOURCE_FIELDS)));
          }
        }
      }
    }
  }

  /** The types of a template's resources that say nothing about the edge, with their numbers. */
  static String summary(Map<String, Integer> types) {
    StringBuilder text = new StringBuilder();
    types.forEach(
        (type, count) ->
            text.append(text.length() == 0 ? "" : ", ")
                .append(type)
                .append(count == 1 ? "" : " (" + count + ")"));
    return text.toString();
  }

  static String hint(String nearest) {
    return nearest.isEmpty() ? "; remove it" : nearest;
  }
}
