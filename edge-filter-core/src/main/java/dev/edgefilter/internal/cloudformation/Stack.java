// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One template with its values: conditions, mappings, outputs, and what its names stand for. */
final class Stack implements Functions.Lookups {
  private final Template template;
  private final Stacks stacks;
  private final Resources resources;
  private final Evaluator evaluator;
  private final Functions functions;
  private final Map<String, Boolean> conditions = new HashMap<>();
  private final Set<String> evaluating = new HashSet<>();

  Stack(
      Template template,
      TemplateValues values,
      Stacks stacks,
      Unknowns unknowns,
      Findings findings) {
    this.template = template;
    this.stacks = stacks;
    this.resources = new Resources(this, values, unknowns);
    this.evaluator =
        new Evaluator(new Names(template, values, resources, unknowns, findings), this);
    this.functions = new Functions(evaluator, this);
  }

  Template template() {
    return template;
  }

  Resources resources() {
    return resources;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** Whether the condition of a resource or an output holds. */
  boolean exists(JsonObject conditional) throws TemplateException {
    JsonValue name = conditional.get("Condition");
    String text = Trees.text(name);
    return name == null || text == null || condition(text, name.at());
  }

  @Override
  public boolean condition(String name, Position at) throws TemplateException {
    Boolean known = conditions.get(name);
    if (known != null) {
      return known;
    }
    JsonValue written = template.conditions().get(name);
    if (written == null) {
      throw new TemplateException(
          at,
          "found the condition \""
              + name
              + "\", which the template does not declare"
              + NearestName.hint(name, Trees.names(template.conditions())));
    }
    if (!evaluating.add(name)) {
      throw new TemplateException(at, "found the condition \"" + name + "\" inside itself");
    }
    boolean holds;
    try {
      holds = functions.holds(written);
    } finally {
      evaluating.remove(name);
    }
    conditions.put(name, holds);
    return holds;
  }

  @Override
  public @Nullable JsonValue mapping(String map, String top, String second) {
    JsonObject found = Trees.object(Trees.object(template.mappings(), map), top);
    return found == null ? null : found.get(second);
  }

  @Override
  public List<String> mappings() {
    return Trees.names(template.mappings());
  }

  @Override
  public @Nullable String export(String name) throws TemplateException {
    return stacks.export(name);
  }

  /** The value of an output that is exported under a name; null when there is none. */
  @Nullable String exported(String name) throws TemplateException {
    for (Member member : template.outputs().members()) {
      JsonObject export = Trees.object(member.value(), "Export");
      JsonValue written = export == null ? null : export.get("Name");
      if (written != null
          && member.value() instanceof JsonObject output
          && exists(output)
          && name.equals(Trees.text(evaluator.evaluate(written)))) {
        JsonValue value = output.get("Value");
        return value == null ? null : Trees.text(evaluator.evaluate(value));
      }
    }
    return null;
  }
}
