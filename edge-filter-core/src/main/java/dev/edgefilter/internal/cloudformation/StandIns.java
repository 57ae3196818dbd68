// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for stand-ins of unknown values in what was printed. */
final class StandIns {
  private final Unknowns unknowns;
  private final Findings findings;
  private boolean broken;

  StandIns(Unknowns unknowns, Findings findings) {
    this.unknowns = unknowns;
    this.findings = findings;
  }

  /** The object; null with problems when something in it has to be known. */
  @Nullable JsonObject check(String logicalId, JsonObject printed) {
    broken = false;
    JsonValue checked = walk(logicalId, "", printed);
    return broken ? null : (JsonObject) checked;
  }

  private JsonValue walk(String logicalId, String name, JsonValue value) {
    if (value instanceof JsonObject object) {
      List<Member> members = new ArrayList<>();
      for (Member member : object.members()) {
        members.add(
            new Member(
                member.nameAt(), member.name(), walk(logicalId, member.name(), member.value())));
      }
      return new JsonObject(object.at(), List.copyOf(members));
    } else if (value instanceof JsonArray list) {
      List<JsonValue> items = new ArrayList<>();
      for (JsonValue item : list.items()) {
        items.add(walk(logicalId, name, item));
      }
      return new JsonArray(list.at(), List.copyOf(items));
    } else if (value instanceof JsonString string) {
      String expression = unknowns.in(string.text());
      return expression == null ? string : standIn(logicalId, name, string, expression);
    }
    return value;
  }

  private JsonValue standIn(String logicalId, String name, JsonString string, String expression) {
    switch (name) {
      case "DomainName" -> {
        findings.note(
            string.at(),
            logicalId,
            "the origin's domain is known after deployment only ("
                + expression
                + "), so that it cannot be reached; map the origin, or "
                + Unknowns.remedy(expression));
        return new JsonString(string.at(), Unknowns.host(string.text()));
      }
      case "Bucket",
          "ACMCertificateArn",
          "IAMCertificateId",
          "OriginAccessIdentity",
          "Comment",
          "Description" -> {
        return string;
      }
      default -> {
        broken = true;
        findings.problem(
            string.at(),
            logicalId,
            name
                + " needs "
                + expression
                + ", which only a deployment knows; "
                + Unknowns.remedy(expression));
        return string;
      }
    }
  }
}
