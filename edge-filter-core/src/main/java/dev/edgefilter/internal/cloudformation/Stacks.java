// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The templates of a configuration, with the values that stand in files beside them. A template
 * sees what the others export.
 */
public final class Stacks {
  private final TemplateValues values = new TemplateValues();
  private final Unknowns unknowns = new Unknowns();
  private final Map<String, Stack> stacks = new LinkedHashMap<>();
  private final Set<String> importing = new HashSet<>();
  private final List<Template> templates = new ArrayList<>();

  /** Whether a text is a template, or a file of values for templates. */
  public static boolean isFor(JsonValue root) {
    return TemplateValues.isValues(root)
        || (root instanceof JsonObject object && Template.isTemplate(object))
        || processed(root) != null;
  }

  /** Whether a host stands for one that only a deployment knows. */
  public static boolean isUnknownHost(String host) {
    return Unknowns.isHost(host);
  }

  /**
   * Takes a text; call for every file, then ask for the resources of each.
   *
   * @param source the name of the file
   * @param stackName what the stack is called unless a value is given
   */
  public void add(String source, String stackName, JsonValue root, Findings findings) {
    JsonObject inner = processed(root);
    JsonValue text = inner == null ? root : inner;
    if (text instanceof JsonObject object && Template.isTemplate(object)) {
      Template template = new Template(source, stackName, object);
      template.check(findings);
      templates.add(template);
      stacks.put(source, new Stack(template, values, this, unknowns, findings));
    } else {
      values.read(source, text, findings);
    }
  }

  /** The resources of the edge in a file; none for a file of values. */
  public List<EdgeResource> resources(String source, Findings findings) {
    Stack stack = stacks.get(source);
    return stack == null
        ? List.of()
        : new ResourceReader(stack, values, unknowns, findings).readAll();
  }

  /** The logical ids of what others may refer to, read or not. */
  public List<String> referredTo(String source) {
    List<String> ids = new ArrayList<>();
    Stack stack = stacks.get(source);
    if (stack != null) {
      for (JsonValue.Member member : stack.template().resources().members()) {
        EdgeResource.Kind kind =
            member.value() instanceof JsonObject object ? EdgeResource.kindOf(object) : null;
        if (kind != null && kind.isReferredTo()) {
          ids.add(member.name());
        }
      }
    }
    return ids;
  }

  /** Reports values that no template asks for; call after every file was added. */
  public void reportUnused() {
    values.reportUnread(templates);
  }

  /** The rules of web ACLs that the files of values do without, by name. */
  public List<String> leftOutRules() {
    return values.leftOutRules();
  }

  /** Reports such a name where it is written. */
  public void reportLeftOutRule(String name, String message) {
    values.reportLeftOutRule(name, message);
  }

  /** What a stack of this configuration or another one exports; null when it is not known. */
  @Nullable String export(String name) throws TemplateException {
    String given = values.export(name);
    if (given != null || !importing.add(name)) {
      return given;
    }
    try {
      for (Stack stack : stacks.values()) {
        String found = stack.exported(name);
        if (found != null) {
          return found;
        }
      }
      return null;
    } finally {
      importing.remove(name);
    }
  }

  /** The template inside the output of {@code get-template}; null when it is none. */
  private static @Nullable JsonObject processed(JsonValue root) {
    return root instanceof JsonObject object
            && object.get("TemplateBody") instanceof JsonObject body
            && Template.isTemplate(body)
        ? body
        : null;
  }
}
