// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import dev.edgefilter.InvalidationRequest;
import dev.edgefilter.spring.EdgeInvalidate;
import dev.edgefilter.spring.EdgeInvalidator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Runs around bean methods with {@link EdgeInvalidate}. */
final class EdgeInvalidateInterceptor implements MethodInterceptor {

  private final Supplier<List<EdgeInvalidator>> invalidators;
  private final AfterCommit afterCommit;
  private final Map<Method, Rule> read = new ConcurrentHashMap<>();

  EdgeInvalidateInterceptor(Supplier<List<EdgeInvalidator>> invalidators, AfterCommit afterCommit) {
    this.invalidators = invalidators;
    this.afterCommit = afterCommit;
  }

  private record Rule(
      String distribution, boolean soft, List<Template> paths, List<Template> tags) {}

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Rule rule = rule(invocation);
    Object result = invocation.proceed();
    if (result instanceof CompletionStage<?> later) {
      return later.thenApply(
          value -> {
            invalidate(rule, invocation, value);
            return value;
          });
    }
    invalidate(rule, invocation, result);
    return result;
  }

  private Rule rule(MethodInvocation invocation) {
    Object target = invocation.getThis();
    Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
    Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
    Rule known = read.get(method);
    if (known == null) {
      known = read(method, type.getSimpleName() + "." + method.getName());
      read.put(method, known);
    }
    return known;
  }

  private static Rule read(Method method, String name) {
    EdgeInvalidate written =
        AnnotatedElementUtils.findMergedAnnotation(method, EdgeInvalidate.class);
    if (written == null) {
      throw new IllegalStateException("no @EdgeInvalidate on " + method);
    }
    if (written.paths().length == 0 && written.tags().length == 0) {
      throw new IllegalArgumentException(
          "@EdgeInvalidate on " + name + " names nothing; expected paths or tags");
    }
    return new Rule(
        written.distribution(),
        written.soft(),
        Template.all(written.paths(), "@EdgeInvalidate(paths) on " + name),
        Template.all(written.tags(), "@EdgeInvalidate(tags) on " + name));
  }

  private void invalidate(Rule rule, MethodInvocation invocation, @Nullable Object result) {
    Object target = invocation.getThis();
    if (target == null) {
      return;
    }
    Method method = invocation.getMethod();
    List<String> items =
        new ArrayList<>(
            Template.evaluate(rule.paths(), target, method, invocation.getArguments(), result));
    for (String tag :
        Template.evaluate(rule.tags(), target, method, invocation.getArguments(), result)) {
      items.add("#" + tag);
    }
    if (items.isEmpty()) {
      return;
    }
    // Checked before the commit, so that a wrong path rolls back rather than being lost.
    items.forEach(item -> requirePathOrTag(item, method));
    InvalidationRequest plain = InvalidationRequest.of(items.toArray(new String[0]));
    InvalidationRequest request = rule.soft() ? plain.softly() : plain;
    afterCommit.run(
        () -> {
          for (EdgeInvalidator invalidator : invalidators.get()) {
            invalidator.invalidate(rule.distribution(), request);
          }
        });
  }

  private static void requirePathOrTag(String item, Method method) {
    if (!item.startsWith("/") && !item.startsWith("#")) {
      throw new IllegalArgumentException(
          "@EdgeInvalidate(paths) on "
              + method.getName()
              + " gives \""
              + item
              + "\"; expected a path that begins with a slash");
    }
  }
}
