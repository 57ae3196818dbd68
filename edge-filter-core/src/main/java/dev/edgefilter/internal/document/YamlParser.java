// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNull;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Parses YAML 1.2 into the values that JSON has, and keeps line and column of each.
 *
 * <p>A tag of CloudFormation becomes the long form of its function: {@code !Ref x} is {@code
 * {"Ref": "x"}}, {@code !Sub x} is {@code {"Fn::Sub": "x"}}. A plain scalar that is a number of
 * JSON, or one with leading zeros, keeps its text.
 */
final class YamlParser {
  private static final int MAX_DEPTH = 64;

  /** Aliases repeat what they name, so that a short text can be a very large document. */
  private static final int MAX_VALUES = 500_000;

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Set<String> BARE_TAGS = Set.of("Ref", "Condition");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "And",
          "Base64",
          "Cidr",
          "Equals",
          "FindInMap",
          "GetAZs",
          "GetAtt",
          "If",
          "ImportValue",
          "Join",
          "Length",
          "Not",
          "Or",
          "Select",
          "Split",
          "Sub",
          "ToJsonString",
          "Transform");

  private final Problems problems;
  private int values;

  private YamlParser(Problems problems) {
    this.problems = problems;
  }

  /** Parses a text of one document. */
  static JsonValue parse(String text, Problems problems) throws SyntaxException {
    if (text.length() > JsonParser.MAX_CHARS) {
      throw new SyntaxException(
          Position.START,
          "found "
              + text.length()
              + " characters; expected at most "
              + JsonParser.MAX_CHARS
              + "; split it");
    }
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(JsonParser.MAX_CHARS).setUseMarks(true).build();
    try {
      checkDepth(new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        throw new SyntaxException(Position.START, "found an empty file; expected a YAML document");
      }
      return new YamlParser(problems).value(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      String context = e.getContext() == null ? "" : " " + e.getContext();
      throw new SyntaxException(position(mark), "is no YAML: " + e.getProblem() + context);
    } catch (YamlEngineException e) {
      throw new SyntaxException(Position.START, "is no YAML: " + e.getMessage());
    }
  }

  /** The composer goes down by recursion, so what is too deep is found before. */
  private static void checkDepth(Iterable<Event> events) throws SyntaxException {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw new SyntaxException(
            position(event.getStartMark()), "found more than " + MAX_DEPTH + " levels of nesting");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private JsonValue value(Node node, int depth) throws SyntaxException {
    Position at = position(node.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new SyntaxException(
          at, "found more than " + MAX_DEPTH + " levels of nesting, or an alias inside itself");
    }
    if (++values > MAX_VALUES) {
      throw new SyntaxException(
          at, "found more than " + MAX_VALUES + " values, aliases counted each time; split it");
    }
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return untagged(node, at, depth);
    }
    String name = tag.substring(1);
    JsonValue argument = untagged(node, at, depth);
    if (BARE_TAGS.contains(name)) {
      return function(at, name, argument);
    } else if (FUNCTIONS.contains(name)) {
      return function(at, "Fn::" + name, argument);
    }
    problems.add(
        at,
        "found the unknown tag \"" + tag + "\"; expected a function of CloudFormation, or no tag");
    return argument;
  }

  private static JsonValue function(Position at, String name, JsonValue argument) {
    return new JsonObject(at, List.of(new Member(at, name, argument)));
  }

  private JsonValue untagged(Node node, Position at, int depth) throws SyntaxException {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, at);
    } else if (node instanceof SequenceNode sequence) {
      List<JsonValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new JsonArray(at, List.copyOf(items));
    }
    return mapping((MappingNode) node, at, depth);
  }

  private JsonObject mapping(MappingNode mapping, Position at, int depth) throws SyntaxException {
    List<Member> members = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position nameAt = position(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new SyntaxException(nameAt, "found a list or an object as a name; expected a word");
      }
      String name = key.getValue();
      Position first = names.putIfAbsent(name, nameAt);
      if (first != null) {
        problems.add(
            nameAt,
            "found \"" + name + "\" again, first in line " + first.line() + "; remove one of them");
      }
      members.add(new Member(nameAt, name, value(tuple.getValueNode(), depth + 1)));
    }
    return new JsonObject(at, List.copyOf(members));
  }

  private static JsonValue scalar(ScalarNode scalar, Position at) {
    String text = scalar.getValue();
    boolean plain = scalar.isPlain() && !scalar.getTag().equals(Tag.STR);
    if (plain && (text.equals("true") || text.equals("false"))) {
      return new JsonBoolean(at, text.equals("true"));
    } else if (plain && (text.isEmpty() || text.equals("null") || text.equals("~"))) {
      return new JsonNull(at);
    } else if (plain && NUMBER.matcher(text).matches()) {
      return new JsonNumber(at, text);
    }
    return new JsonString(at, text);
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }
}
