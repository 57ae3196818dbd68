// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ObjectUtils;

/**
 * A text with SpEL in it, parsed once.
 *
 * @param text as it was written
 * @param expression what it means
 */
record Template(String text, Expression expression) {

  private static final SpelExpressionParser PARSER = new SpelExpressionParser();
  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  static List<Template> all(String[] texts, String place) {
    List<Template> templates = new ArrayList<>();
    for (String text : texts) {
      try {
        templates.add(
            new Template(text, PARSER.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION)));
      } catch (ParseException e) {
        throw new IllegalArgumentException(
            place + " is \"" + text + "\", which is no SpEL template: " + e.getMessage(), e);
      }
    }
    return List.copyOf(templates);
  }

  boolean namesResult() {
    return text.contains("#result");
  }

  /** What a call makes of templates: texts, or lists of texts where SpEL gives several. */
  static List<String> evaluate(
      List<Template> templates,
      Object target,
      Method method,
      @Nullable Object[] arguments,
      @Nullable Object result) {
    List<String> texts = new ArrayList<>();
    if (templates.isEmpty()) {
      return texts;
    }
    MethodBasedEvaluationContext context =
        new MethodBasedEvaluationContext(target, method, arguments, NAMES);
    context.setVariable("result", result);
    for (Template template : templates) {
      template.addTo(texts, context);
    }
    return texts;
  }

  private void addTo(List<String> texts, EvaluationContext context) {
    Object value = expression.getValue(context);
    if (value instanceof Iterable<?> several) {
      several.forEach(one -> add(texts, one));
    } else if (ObjectUtils.isArray(value)) {
      for (Object one : ObjectUtils.toObjectArray(value)) {
        add(texts, one);
      }
    } else {
      add(texts, value);
    }
  }

  private static void add(List<String> texts, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      texts.add(value.toString());
    }
  }
}
