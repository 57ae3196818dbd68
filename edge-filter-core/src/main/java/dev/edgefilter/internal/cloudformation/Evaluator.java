// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates values of a template: what is left has no function, and what was {@code AWS::NoValue}
 * is gone.
 */
final class Evaluator {
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:[^}]*}}");

  private final Names names;
  private final Functions functions;

  Evaluator(Names names, Functions.Lookups lookups) {
    this.names = names;
    this.functions = new Functions(this, lookups);
  }

  /**
   * Evaluates a value whole, and reports what cannot be evaluated.
   *
   * @return the value; null when it is none, or something in it could not be evaluated
   */
  @Nullable JsonValue evaluate(String place, JsonValue value, Findings findings) {
    Counter counter = new Counter(place, findings);
    JsonValue result = walk(value, counter);
    return counter.failures == 0 ? result : null;
  }

  /** Evaluates a value whole. */
  @Nullable JsonValue evaluate(JsonValue value) throws TemplateException {
    FirstFailure failure = new FirstFailure();
    JsonValue result = walk(value, failure);
    if (failure.first != null) {
      throw failure.first;
    }
    return result;
  }

  private @Nullable JsonValue walk(JsonValue value, Failures failures) {
    try {
      if (value instanceof JsonArray array) {
        List<JsonValue> items = new ArrayList<>();
        for (JsonValue item : array.items()) {
          JsonValue result = walk(item, failures);
          if (result != null) {
            items.add(result);
          }
        }
        return new JsonArray(array.at(), List.copyOf(items));
      } else if (value instanceof JsonObject object) {
        Member function = functionIn(object);
        return function == null
            ? object(object, failures)
            : functions.call(function.name(), function.value(), object.at());
      } else if (value instanceof JsonString string && string.text().contains("{{resolve:")) {
        return dynamic(string);
      }
      return value;
    } catch (TemplateException e) {
      failures.add(e);
      return null;
    }
  }

  private JsonObject object(JsonObject object, Failures failures) {
    List<Member> members = new ArrayList<>();
    for (Member member : object.members()) {
      JsonValue result = walk(member.value(), failures);
      if (result != null) {
        members.add(new Member(member.nameAt(), member.name(), result));
      }
    }
    return new JsonObject(object.at(), List.copyOf(members));
  }

  /** The function that an object is; null for a plain object. */
  private static @Nullable Member functionIn(JsonObject object) throws TemplateException {
    for (Member member : object.members()) {
      if (member.name().equals("Ref") || member.name().startsWith("Fn::")) {
        if (object.members().size() > 1) {
          throw new TemplateException(
              member.nameAt(),
              "found " + member.name() + " beside other fields; expected it alone");
        }
        return member;
      }
    }
    return null;
  }

  private JsonString dynamic(JsonString string) {
    Matcher matcher = DYNAMIC.matcher(string.text());
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String value = names.dynamicReference(string.at(), matcher.group());
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(result);
    return new JsonString(string.at(), result.toString());
  }

  Names names() {
    return names;
  }

  /** Takes what could not be evaluated. */
  private interface Failures {
    void add(TemplateException failure);
  }

  /** Reports all of them. */
  private static final class Counter implements Failures {
    private final String place;
    private final Findings findings;
    private int failures;

    Counter(String place, Findings findings) {
      this.place = place;
      this.findings = findings;
    }

    @Override
    public void add(TemplateException failure) {
      failures++;
      findings.problem(failure.at(), place, failure.text());
    }
  }

  /** Keeps the first one. */
  private static final class FirstFailure implements Failures {
    private @Nullable TemplateException first;

    @Override
    public void add(TemplateException failure) {
      first = first == null ? failure : first;
    }
  }
}
