// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The intrinsic functions of templates. */
final class Functions {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final String PROCESSED =
      "give the processed template, which \"aws cloudformation get-template --template-stage"
          + " Processed\" prints";

  /** What functions look up outside of their arguments. */
  interface Lookups {
    /** Whether a named condition holds. */
    boolean condition(String name, Position at) throws TemplateException;

    /** A value of a mapping; null when there is none. */
    @Nullable JsonValue mapping(String map, String top, String second);

    /** The names of mappings, for hints. */
    List<String> mappings();

    /** What another stack exports; null when it is not known. */
    @Nullable String export(String name) throws TemplateException;
  }

  private final Evaluator evaluator;
  private final Lookups lookups;

  Functions(Evaluator evaluator, Lookups lookups) {
    this.evaluator = evaluator;
    this.lookups = lookups;
  }

  /** Calls a function; null is {@code AWS::NoValue}. */
  @Nullable JsonValue call(String name, JsonValue argument, Position at) throws TemplateException {
    return switch (name) {
      case "Ref" -> evaluator.names().ref(text(argument, name), at);
      case "Fn::GetAtt" -> getAtt(argument, at);
      case "Fn::Sub" -> sub(argument, at);
      case "Fn::Join" -> join(argument, at);
      case "Fn::If" -> choose(argument);
      case "Fn::FindInMap" -> findInMap(argument, at);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument, at);
      case "Fn::ImportValue" -> importValue(argument, at);
      case "Fn::Base64" ->
          new JsonString(
              at,
              Base64.getEncoder()
                  .encodeToString(text(argument, name).getBytes(StandardCharsets.UTF_8)));
      case "Fn::Length" ->
          new JsonValue.JsonNumber(at, String.valueOf(list(argument, name).items().size()));
      case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals" ->
          throw new TemplateException(
              at, "found " + name + " outside of Conditions; name a condition and use Fn::If");
      case "Fn::Transform", "Fn::ForEach", "Fn::GetStackOutput" ->
          throw new TemplateException(
              at, "found " + name + ", which only CloudFormation can run; " + PROCESSED);
      case "Fn::Cidr", "Fn::GetAZs", "Fn::ToJsonString" ->
          throw new TemplateException(
              at, "found " + name + ", which is not supported here; write its result");
      default ->
          throw new TemplateException(
              at,
              "found the unknown function \""
                  + name
                  + "\"; expected Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::If, Fn::FindInMap,"
                  + " Fn::Select, Fn::Split, Fn::ImportValue, Fn::Base64 or Fn::Length");
    };
  }

  /** Whether a condition holds: a function of conditions, or the name of another. */
  boolean holds(JsonValue value) throws TemplateException {
    if (!(value instanceof JsonObject object) || object.members().size() != 1) {
      throw new TemplateException(
          value.at(), "found " + value.describe() + "; expected a condition such as Fn::Equals");
    }
    JsonValue argument = object.members().get(0).value();
    String name = object.members().get(0).name();
    switch (name) {
      case "Condition" -> {
        return lookups.condition(text(argument, name), argument.at());
      }
      case "Fn::Not" -> {
        return !holds(arguments(argument, name, 1, 1).get(0));
      }
      case "Fn::And" -> {
        boolean all = true;
        for (JsonValue condition : arguments(argument, name, 2, 10)) {
          all &= holds(condition);
        }
        return all;
      }
      case "Fn::Or" -> {
        boolean any = false;
        for (JsonValue condition : arguments(argument, name, 2, 10)) {
          any |= holds(condition);
        }
        return any;
      }
      case "Fn::Equals" -> {
        List<JsonValue> sides = arguments(argument, name, 2, 2);
        return same(evaluator.evaluate(sides.get(0)), evaluator.evaluate(sides.get(1)));
      }
      default ->
          throw new TemplateException(
              value.at(),
              "found " + name + "; expected Condition, Fn::Equals, Fn::And, Fn::Or or Fn::Not");
    }
  }

  private static List<JsonValue> arguments(JsonValue argument, String name, int least, int most)
      throws TemplateException {
    if (argument instanceof JsonArray list
        && list.items().size() >= least
        && list.items().size() <= most) {
      return list.items();
    }
    String count = least == most ? String.valueOf(least) : least + " to " + most;
    throw new TemplateException(
        argument.at(),
        "found " + argument.describe() + " for " + name + "; expected a list of " + count);
  }

  private static boolean same(@Nullable JsonValue a, @Nullable JsonValue b) {
    if (a instanceof JsonArray left && b instanceof JsonArray right) {
      boolean equal = left.items().size() == right.items().size();
      for (int i = 0; equal && i < left.items().size(); i++) {
        equal = same(left.items().get(i), right.items().get(i));
      }
      return equal;
    }
    String left = Trees.text(a);
    return left != null && left.equals(Trees.text(b));
  }

  private JsonValue getAtt(JsonValue argument, Position at) throws TemplateException {
    String written = Trees.text(argument);
    if (argument instanceof JsonArray) {
      List<JsonValue> parts = list(argument, "Fn::GetAtt").items();
      if (parts.size() == 2) {
        return evaluator
            .names()
            .attribute(text(parts.get(0), "Fn::GetAtt"), text(parts.get(1), "Fn::GetAtt"), at);
      }
    } else if (written != null && written.indexOf('.') > 0) {
      int dot = written.indexOf('.');
      return evaluator.names().attribute(written.substring(0, dot), written.substring(dot + 1), at);
    }
    throw new TemplateException(
        argument.at(),
        "found " + argument.describe() + " for Fn::GetAtt; expected a resource and an attribute");
  }

  private JsonValue sub(JsonValue argument, Position at) throws TemplateException {
    Map<String, String> own = new HashMap<>();
    JsonValue template = argument;
    if (argument instanceof JsonArray list) {
      if (list.items().size() != 2 || !(list.items().get(1) instanceof JsonObject given)) {
        throw new TemplateException(
            at, "found a list for Fn::Sub; expected a text and an object of variables");
      }
      template = list.items().get(0);
      for (JsonValue.Member member : given.members()) {
        own.put(member.name(), text(member.value(), "Fn::Sub"));
      }
    }
    if (!(template instanceof JsonString text)) {
      throw new TemplateException(
          template.at(), "found " + template.describe() + " for Fn::Sub; expected a text");
    }
    Matcher matcher = VARIABLE.matcher(text.text());
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2).strip();
      String value = matcher.group(1).isEmpty() ? variable(own, name, at) : "${" + name + "}";
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(result);
    return new JsonString(at, result.toString());
  }

  private String variable(Map<String, String> own, String name, Position at)
      throws TemplateException {
    String given = own.get(name);
    if (given != null) {
      return given;
    }
    int dot = name.indexOf('.');
    JsonValue value =
        dot > 0
            ? evaluator.names().attribute(name.substring(0, dot), name.substring(dot + 1), at)
            : evaluator.names().ref(name, at);
    String text = Trees.text(value);
    if (text == null) {
      throw new TemplateException(
          at,
          "found ${"
              + name
              + "} in a text; expected one that is a text. Write ${!"
              + name
              + "} for the characters themselves");
    }
    return text;
  }

  private JsonValue join(JsonValue argument, Position at) throws TemplateException {
    List<JsonValue> parts = list(argument, "Fn::Join").items();
    if (parts.size() != 2) {
      throw new TemplateException(at, "expected a delimiter and a list for Fn::Join");
    }
    String delimiter = text(parts.get(0), "Fn::Join");
    List<String> texts = new ArrayList<>();
    for (JsonValue item : list(parts.get(1), "Fn::Join").items()) {
      texts.add(text(item, "Fn::Join"));
    }
    return new JsonString(at, String.join(delimiter, texts));
  }

  private @Nullable JsonValue choose(JsonValue argument) throws TemplateException {
    List<JsonValue> parts = arguments(argument, "Fn::If", 3, 3);
    boolean holds = lookups.condition(text(parts.get(0), "Fn::If"), parts.get(0).at());
    return evaluator.evaluate(parts.get(holds ? 1 : 2));
  }

  private @Nullable JsonValue findInMap(JsonValue argument, Position at) throws TemplateException {
    JsonArray parts = argument instanceof JsonArray written ? written : list(argument, "");
    int size = parts.items().size();
    if (size < 3 || size > 4) {
      throw new TemplateException(at, "expected a mapping and two keys for Fn::FindInMap");
    }
    String map = text(parts.items().get(0), "Fn::FindInMap");
    String top = text(parts.items().get(1), "Fn::FindInMap");
    String second = text(parts.items().get(2), "Fn::FindInMap");
    JsonValue found = lookups.mapping(map, top, second);
    if (found == null && size == 4 && parts.items().get(3) instanceof JsonObject options) {
      found = options.get("DefaultValue");
    }
    if (found != null) {
      return evaluator.evaluate(found);
    }
    throw new TemplateException(
        at,
        "found no value of the mapping "
            + map
            + " for "
            + top
            + " and "
            + second
            + NearestName.hint(map, lookups.mappings()));
  }

  private JsonValue select(JsonValue argument) throws TemplateException {
    List<JsonValue> parts = arguments(argument, "Fn::Select", 2, 2);
    String written = text(parts.get(0), "Fn::Select");
    List<JsonValue> items = list(parts.get(1), "Fn::Select").items();
    int index = written.matches("\\d{1,4}") ? Integer.parseInt(written) : -1;
    if (index < 0 || index >= items.size()) {
      throw new TemplateException(
          parts.get(0).at(),
          "found the index "
              + written
              + " for Fn::Select, but the list has "
              + items.size()
              + " elements; they count from 0");
    }
    return items.get(index);
  }

  private JsonValue split(JsonValue argument, Position at) throws TemplateException {
    List<JsonValue> parts = arguments(argument, "Fn::Split", 2, 2);
    String delimiter = text(parts.get(0), "Fn::Split");
    if (delimiter.isEmpty()) {
      throw new TemplateException(parts.get(0).at(), "expected a delimiter for Fn::Split");
    }
    List<JsonValue> pieces = new ArrayList<>();
    for (String piece : text(parts.get(1), "Fn::Split").split(Pattern.quote(delimiter), -1)) {
      pieces.add(new JsonString(at, piece));
    }
    return new JsonArray(at, List.copyOf(pieces));
  }

  private JsonValue importValue(JsonValue argument, Position at) throws TemplateException {
    String name = text(argument, "Fn::ImportValue");
    String value = lookups.export(name);
    if (value == null) {
      throw new TemplateException(
          at,
          "found the export \""
              + name
              + "\", which is not known; give it in a file of values: {\"Exports\": {\""
              + name
              + "\": …}}, or what \"aws cloudformation list-exports\" prints, or the template that"
              + " exports it");
    }
    return new JsonString(at, value);
  }

  private String text(JsonValue argument, String function) throws TemplateException {
    JsonValue value = evaluator.evaluate(argument);
    String text = Trees.text(value);
    if (text == null) {
      throw new TemplateException(
          argument.at(),
          "found "
              + (value == null ? "no value" : value.describe())
              + " for "
              + function
              + "; expected a text");
    }
    return text;
  }

  private JsonArray list(JsonValue argument, String function) throws TemplateException {
    JsonValue value = evaluator.evaluate(argument);
    if (value instanceof JsonArray array) {
      return array;
    }
    throw new TemplateException(
        argument.at(),
        "found "
            + (value == null ? "no value" : value.describe())
            + " for "
            + function
            + "; expected a list");
  }
}
