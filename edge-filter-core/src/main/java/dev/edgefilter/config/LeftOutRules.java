// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of web ACLs that an operator does without, by what cannot be done here: the name of a
 * statement, an action or a managed rule group. None is left out that is not named, and none
 * without a note.
 */
final class LeftOutRules {
  /** The field of a file that lists the names. */
  static final String FIELD = "LeftOutRules";

  /** Nothing is left out. */
  static final LeftOutRules NONE = new LeftOutRules(List.of());

  private static final Set<String> STATEMENTS = Set.of("SqliMatchStatement", "XssMatchStatement");
  private static final Set<String> ACTIONS = Set.of("Captcha", "Challenge", "Monetize");
  private static final String MANAGED = "ManagedRuleGroupStatement";

  private final Set<String> names;
  private final Set<String> used = new LinkedHashSet<>();

  LeftOutRules(List<String> names) {
    this.names = Set.copyOf(names);
  }

  /** What a message adds on how to do without a rule. */
  static String remedy(String name) {
    return "; to do without the rule, add \"" + FIELD + "\": [\"" + name + "\"] to the file";
  }

  /** Whether the rule is left out; then there is a note. */
  boolean has(JsonFields rule) {
    if (names.isEmpty()) {
      return false;
    }
    String reason = statement(rule.written().get("Statement"));
    if (reason == null && rule.written().get("Action") instanceof JsonObject action) {
      reason = named(action, ACTIONS);
    }
    if (reason == null) {
      return false;
    }
    used.add(reason);
    rule.names().forEach(rule::has);
    rule.note("is left out, as " + FIELD + " says: it uses " + reason);
    return true;
  }

  private @Nullable String statement(@Nullable JsonValue value) {
    if (value instanceof JsonArray list) {
      for (JsonValue item : list.items()) {
        String found = statement(item);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (!(value instanceof JsonObject object)) {
      return null;
    }
    if (object.get(MANAGED) instanceof JsonObject group
        && group.get("Name") instanceof JsonString name
        && names.contains(name.text())) {
      return name.text();
    }
    String found = named(object, STATEMENTS);
    for (Member member : object.members()) {
      found = found == null ? statement(member.value()) : found;
    }
    return found;
  }

  private @Nullable String named(JsonObject object, Set<String> kind) {
    for (Member member : object.members()) {
      if (kind.contains(member.name()) && names.contains(member.name())) {
        return member.name();
      }
    }
    return null;
  }

  /** A name that no rule uses is a mistake. */
  void finish(JsonFields file) {
    unused().forEach((name, message) -> file.problem(FIELD, message));
  }

  /** The names that left out nothing, with what to say of each. */
  Map<String, String> unused() {
    Map<String, String> unused = new TreeMap<>();
    for (String name : names) {
      if (!used.contains(name)) {
        unused.put(
            name,
            "found \""
                + name
                + "\", which leaves out no rule of this file; expected SqliMatchStatement,"
                + " XssMatchStatement, Captcha, Challenge, Monetize, or the name of a managed rule"
                + " group that a rule uses");
      }
    }
    return unused;
  }
}
