// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Resources of AWS WAF in templates, as {@code aws wafv2 get-web-acl} and its sisters print. */
final class WafRewrite {
  private static final Set<String> REFERENCES =
      Set.of(
          "IPSetReferenceStatement",
          "RegexPatternSetReferenceStatement",
          "RuleGroupReferenceStatement");

  private final String place;
  private final Findings findings;

  WafRewrite(String place, Findings findings) {
    this.place = place;
    this.findings = findings;
  }

  /** Rules with statements at any depth. */
  JsonValue rules(JsonValue value) {
    if (value instanceof JsonArray list) {
      List<JsonValue> items = new ArrayList<>();
      for (JsonValue item : list.items()) {
        items.add(rules(item));
      }
      return new JsonArray(list.at(), List.copyOf(items));
    } else if (!(value instanceof JsonObject object)) {
      return value;
    } else {
      List<Member> members = new ArrayList<>();
      for (Member member : object.members()) {
        JsonValue inner = rules(member.value());
        if (inner instanceof JsonObject statement && REFERENCES.contains(member.name())) {
          inner = new Rewrite(statement, place, findings).rename("Arn", "ARN").done();
        } else if (inner instanceof JsonObject statement
            && member.name().equals("ByteMatchStatement")) {
          inner = byteMatch(statement);
        }
        members.add(new Member(member.nameAt(), member.name(), inner));
      }
      return new JsonObject(object.at(), List.copyOf(members));
    }
  }

  /** The text to search for is plain in a template and base64 on the command line. */
  private JsonObject byteMatch(JsonObject statement) {
    JsonValue plain = statement.get("SearchString");
    JsonValue encoded = statement.get("SearchStringBase64");
    if (plain != null && encoded != null) {
      findings.problem(
          encoded.at(),
          place,
          "found SearchStringBase64 beside SearchString; expected one of them");
    }
    String text = Trees.text(plain);
    if (plain != null && text != null) {
      String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
      return Trees.without(
          Trees.with(statement, "SearchString", new JsonString(plain.at(), base64)),
          "SearchStringBase64");
    }
    return encoded == null
        ? statement
        : Trees.with(Trees.without(statement, "SearchStringBase64"), "SearchString", encoded);
  }

  JsonObject regexPatternSet(JsonObject properties) {
    if (!(properties.get("RegularExpressionList") instanceof JsonArray list)) {
      return properties;
    }
    List<JsonValue> items = new ArrayList<>();
    for (JsonValue item : list.items()) {
      items.add(new JsonObject(item.at(), List.of(new Member(item.at(), "RegexString", item))));
    }
    return Trees.with(
        properties, "RegularExpressionList", new JsonArray(list.at(), List.copyOf(items)));
  }
}
