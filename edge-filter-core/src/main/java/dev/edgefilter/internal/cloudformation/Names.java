// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What the names of a template stand for: parameters, pseudo parameters and resources. */
final class Names {
  private static final String NO_ACCOUNT = "000000000000";

  private final Template template;
  private final TemplateValues values;
  private final Resources resources;
  private final Unknowns unknowns;
  private final Findings findings;
  private final Set<String> assumed = new HashSet<>();

  Names(
      Template template,
      TemplateValues values,
      Resources resources,
      Unknowns unknowns,
      Findings findings) {
    this.template = template;
    this.values = values;
    this.resources = resources;
    this.unknowns = unknowns;
    this.findings = findings;
  }

  /** What {@code Ref} gives; null is {@code AWS::NoValue}. */
  @Nullable JsonValue ref(String name, Position at) throws TemplateException {
    if (name.startsWith("AWS::")) {
      return pseudo(name, at);
    }
    JsonValue parameter = template.parameters().get(name);
    if (parameter != null) {
      return parameter(name, parameter, at);
    }
    if (template.resources().get(name) instanceof JsonObject) {
      return resources.ref(name, at);
    }
    throw new TemplateException(
        at,
        "found a reference to \""
            + name
            + "\", which is no parameter and no resource"
            + hint(name));
  }

  /** What {@code Fn::GetAtt} gives. */
  JsonValue attribute(String logicalId, String attribute, Position at) throws TemplateException {
    if (template.resources().get(logicalId) instanceof JsonObject) {
      return resources.attribute(logicalId, attribute, at);
    }
    throw new TemplateException(
        at, "found a reference to \"" + logicalId + "\", which is no resource" + hint(logicalId));
  }

  /** The value of {@code {{resolve:…}}}, or what stands for it. */
  String dynamicReference(Position at, String reference) {
    String given = values.dynamicReference(reference);
    return given != null ? given : unknowns.stand(at, reference).text();
  }

  private String hint(String name) {
    List<String> known = new ArrayList<>(Trees.names(template.parameters()));
    known.addAll(Trees.names(template.resources()));
    return NearestName.hint(name, known);
  }

  private @Nullable JsonValue pseudo(String name, Position at) throws TemplateException {
    if (name.equals("AWS::NoValue")) {
      return null;
    }
    JsonValue given = values.parameter(name);
    if (given != null) {
      return moved(given, at);
    }
    return switch (name) {
      case "AWS::Partition" -> new JsonString(at, "aws");
      case "AWS::URLSuffix" -> new JsonString(at, "amazonaws.com");
      case "AWS::StackName" -> new JsonString(at, template.stackName());
      case "AWS::AccountId" -> assumed(name, NO_ACCOUNT, at);
      case "AWS::Region" -> assumed(name, "us-east-1", at);
      case "AWS::StackId" ->
          assumed(
              name,
              "arn:aws:cloudformation:us-east-1:"
                  + NO_ACCOUNT
                  + ":stack/"
                  + template.stackName()
                  + "/0",
              at);
      case "AWS::NotificationARNs" -> new JsonArray(at, List.of());
      default ->
          throw new TemplateException(at, "found the unknown pseudo parameter \"" + name + "\"");
    };
  }

  /** A value that every deployment has and nobody gave: said once. */
  private JsonString assumed(String name, String value, Position at) {
    if (assumed.add(name)) {
      findings.note(
          at,
          name,
          "is not given; "
              + value
              + " is used. Give it in a file of values: {\"Parameters"
              + "\": {\""
              + name
              + "\": …}}");
    }
    return new JsonString(at, value);
  }

  private JsonValue parameter(String name, JsonValue declaration, Position at)
      throws TemplateException {
    String type = Trees.text(declaration, "Type");
    JsonValue given = values.parameter(name);
    JsonValue value = given;
    if (given == null && declaration instanceof JsonObject object) {
      value = object.get("Default");
      if (value != null && type != null && type.startsWith("AWS::SSM::Parameter::Value<")) {
        return unknowns.stand(at, "{{resolve:ssm:" + Trees.text(value) + "}}");
      }
    }
    if (value == null) {
      throw new TemplateException(
          at,
          "found the parameter \""
              + name
              + "\", which has no default; give its value in a file of values: {\"Parameters\": {\""
              + name
              + "\": …}}");
    }
    boolean list = type != null && (type.equals("CommaDelimitedList") || type.contains("List<"));
    if (!list) {
      check(name, value, declaration, at);
      return moved(value, at);
    }
    List<JsonValue> items = new ArrayList<>();
    String text = Trees.text(value);
    if (text != null) {
      for (String part : text.split(",", -1)) {
        items.add(new JsonString(at, part.strip()));
      }
    } else if (value instanceof JsonArray array) {
      items.addAll(array.items());
    }
    for (JsonValue item : items) {
      check(name, item, declaration, at);
    }
    return new JsonArray(at, List.copyOf(items));
  }

  private static void check(String name, JsonValue value, JsonValue declaration, Position at)
      throws TemplateException {
    String text = Trees.text(value);
    if (text == null) {
      throw new TemplateException(
          at, "found " + value.describe() + " for the parameter " + name + "; expected a text");
    }
    if (declaration instanceof JsonObject object
        && object.get("AllowedValues") instanceof JsonArray allowed) {
      List<String> words = new ArrayList<>();
      for (JsonValue word : allowed.items()) {
        words.add(String.valueOf(Trees.text(word)));
      }
      if (!words.contains(text)) {
        throw new TemplateException(
            at,
            "found \""
                + text
                + "\" for the parameter "
                + name
                + "; expected one of "
                + String.join(", ", words));
      }
    }
    String pattern = Trees.text(declaration, "AllowedPattern");
    if (pattern != null && !matches(text, pattern)) {
      throw new TemplateException(
          at, "found \"" + text + "\" for the parameter " + name + "; expected " + pattern);
    }
  }

  private static boolean matches(String text, String pattern) {
    try {
      return Pattern.matches(pattern, text);
    } catch (PatternSyntaxException e) {
      return true; // a pattern of another dialect says nothing here
    }
  }

  /** A value as if it stood where it is used. */
  private static JsonValue moved(JsonValue value, Position at) {
    if (value instanceof JsonValue.JsonNumber number) {
      return new JsonValue.JsonNumber(at, number.text());
    } else if (value instanceof JsonValue.JsonBoolean flag) {
      return new JsonValue.JsonBoolean(at, flag.value());
    }
    return value instanceof JsonString string ? new JsonString(at, string.text()) : value;
  }
}
