// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.function.OriginChoice.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what functions pass to the helpers that change the origin (CloudFront: helper methods). */
public final class OriginCalls {
  private static final String SELECT = "selectRequestOriginById";
  private static final String GROUP = "createRequestOriginGroup";
  private static final Set<String> SELECTED =
      Set.of("hostHeader", "sni", "allowedCertificateNames");

  private OriginCalls() {}

  /**
   * Reads the arguments of a helper.
   *
   * @param kind {@code update}, {@code select} or {@code group}
   * @param argument its first argument in JSON
   * @param options its second one, or null
   * @throws FunctionException that says what is wrong with them
   */
  public static OriginChoice read(String kind, String argument, @Nullable String options)
      throws FunctionException {
    return switch (kind) {
      case "update" ->
          OriginChoice.changed(
              OriginOverrides.read(
                  Tree.object(Json.parse(argument), "an origin"), "updateRequestOrigin"));
      case "select" -> select(argument, options);
      case "group" -> group(argument);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static OriginChoice select(String idJson, @Nullable String optionsJson)
      throws FunctionException {
    String id = Tree.text(Json.parse(idJson), "the id of an origin");
    if (optionsJson == null) {
      return OriginChoice.of(id);
    }
    Map<String, @Nullable Object> options = Tree.object(Json.parse(optionsJson), "options");
    OriginOverrides.onlyKnown(options, SELECTED, SELECT);
    return OriginChoice.of(id, OriginOverrides.read(options, SELECT));
  }

  private static OriginChoice group(String json) throws FunctionException {
    Map<String, @Nullable Object> group = Tree.object(Json.parse(json), "an origin group");
    OriginOverrides.onlyKnown(
        group, Set.of("originIds", "selectionCriteria", "failoverCriteria"), GROUP);
    Object selection = group.get("selectionCriteria");
    if (selection != null && !selection.equals("default")) {
      throw Tree.invalid("chose selectionCriteria other than \"default\", which is not supported");
    }
    List<Member> members = new ArrayList<>();
    for (Object item : Tree.list(group.get("originIds"), "originIds")) {
      members.add(member(item));
    }
    if (members.size() != 2) {
      throw Tree.invalid("made a group of " + members.size() + " origins, expected two");
    }
    Set<Integer> statuses = statuses(group.get("failoverCriteria"));
    try {
      return new OriginChoice(members.get(0), members.get(1), statuses);
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("passed to " + GROUP + " " + e.getMessage());
    }
  }

  private static Member member(@Nullable Object item) throws FunctionException {
    if (item instanceof String id) {
      return new Member(id, OriginChange.NONE);
    }
    Map<String, @Nullable Object> member = Tree.object(item, "a member of originIds");
    OriginOverrides.onlyKnown(member, Set.of("originId", "originOverrides"), GROUP);
    String id = Tree.text(member.get("originId"), "originId");
    Object overrides = member.get("originOverrides");
    return new Member(
        id,
        overrides == null
            ? OriginChange.NONE
            : OriginOverrides.read(Tree.object(overrides, "originOverrides"), GROUP));
  }

  /** An object with statusCodes, or the list itself. */
  private static Set<Integer> statuses(@Nullable Object criteria) throws FunctionException {
    Object list = criteria instanceof Map<?, ?> map ? map.get("statusCodes") : criteria;
    Set<Integer> statuses = new HashSet<>();
    for (Object status : Tree.list(list, "the statusCodes of failoverCriteria")) {
      statuses.add(Tree.integer(status, "a status code"));
    }
    return statuses;
  }
}
