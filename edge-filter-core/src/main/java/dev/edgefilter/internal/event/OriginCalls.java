// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what functions pass to the helpers that change the origin (CloudFront: helper methods). */
public final class OriginCalls {
  private OriginCalls() {}

  /**
   * Reads the arguments of {@code selectRequestOriginById}.
   *
   * @throws FunctionException that says what is wrong with them
   */
  public static OriginChoice select(String idJson, @Nullable String optionsJson)
      throws FunctionException {
    String id = Tree.text(Json.parse(idJson), "the id of an origin");
    if (optionsJson == null) {
      return OriginChoice.of(id);
    }
    Map<String, @Nullable Object> options = Tree.object(Json.parse(optionsJson), "options");
    onlyKnown(options, Set.of("hostHeader"), "selectRequestOriginById");
    Object host = options.get("hostHeader");
    return new OriginChoice(
        id, null, Set.of(), host == null ? null : host(Tree.text(host, "hostHeader")));
  }

  /**
   * Reads the argument of {@code createRequestOriginGroup}.
   *
   * @throws FunctionException that says what is wrong with it
   */
  public static OriginChoice group(String json) throws FunctionException {
    Map<String, @Nullable Object> group = Tree.object(Json.parse(json), "an origin group");
    onlyKnown(
        group,
        Set.of("originIds", "selectionCriteria", "failoverCriteria"),
        "createRequestOriginGroup");
    Object selection = group.get("selectionCriteria");
    if (selection != null && !selection.equals("default")) {
      throw Tree.invalid("chose selectionCriteria other than \"default\", which is not supported");
    }
    List<String> ids = new ArrayList<>();
    for (Object item : Tree.list(group.get("originIds"), "originIds")) {
      ids.add(id(item));
    }
    if (ids.size() != 2) {
      throw Tree.invalid("made a group of " + ids.size() + " origins, expected two");
    }
    return OriginChoice.group(ids.get(0), ids.get(1), statuses(group.get("failoverCriteria")));
  }

  private static String id(@Nullable Object item) throws FunctionException {
    if (item instanceof String id) {
      return id;
    }
    Map<String, @Nullable Object> member = Tree.object(item, "a member of originIds");
    onlyKnown(member, Set.of("originId"), "createRequestOriginGroup");
    return Tree.text(member.get("originId"), "originId");
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

  private static String host(String name) throws FunctionException {
    if (name.isEmpty() || name.length() > 253 || !name.matches("[A-Za-z0-9.-]+")) {
      throw Tree.invalid("passed \"" + name + "\" as hostHeader, expected a host name");
    }
    return name;
  }

  private static void onlyKnown(
      Map<String, @Nullable Object> options, Set<String> known, String helper)
      throws FunctionException {
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw Tree.invalid("passed " + name + " to " + helper + ", which is not supported");
      }
    }
  }
}
