// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import dev.edgefilter.spring.EdgeCache;
import dev.edgefilter.spring.cache.CacheRules.Rule;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

/** Runs around handler methods with {@link EdgeCache}. */
final class EdgeCacheInterceptor implements MethodInterceptor {

  private final CacheRules rules;
  private final AnswerHeaders headers;
  private final Map<Method, Optional<Rule>> read = new ConcurrentHashMap<>();

  EdgeCacheInterceptor(CacheRules rules, AnswerHeaders headers) {
    this.rules = rules;
    this.headers = headers;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object result = invocation.proceed();
    RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
    if (!(attributes instanceof ServletRequestAttributes http) || http.getResponse() == null) {
      return result; // called by other code, not for a request
    }
    Rule rule = rule(invocation);
    if (rule == null) {
      return result;
    }
    Answer answer = new Answer(invocation, rule, http);
    if (result instanceof CompletionStage<?> later) {
      return later.thenApply(value -> answer.with(value));
    }
    if (result instanceof Callable<?> later) {
      return (Callable<Object>) () -> answer.with(later.call());
    }
    if (result instanceof DeferredResult<?> || result instanceof WebAsyncTask<?>) {
      answer.requireNoResult(result);
    }
    return answer.with(result);
  }

  /** Null for a method that handles no requests in a class whose others do. */
  private @Nullable Rule rule(MethodInvocation invocation) {
    Object target = invocation.getThis();
    Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
    Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
    return read.computeIfAbsent(method, asked -> read(asked, type)).orElse(null);
  }

  private Optional<Rule> read(Method method, Class<?> type) {
    EdgeCache own = AnnotatedElementUtils.findMergedAnnotation(method, EdgeCache.class);
    String name = type.getSimpleName() + "." + method.getName();
    if (!AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
      if (own == null) {
        return Optional.empty();
      }
      throw new IllegalStateException(
          "@EdgeCache is on " + name + ", which handles no requests; expected a handler method");
    }
    EdgeCache written =
        own != null ? own : AnnotatedElementUtils.findMergedAnnotation(type, EdgeCache.class);
    ResponseStatus status =
        AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
    if (written == null || (status != null && status.code().isError())) {
      return Optional.empty();
    }
    return Optional.of(rules.read(written, name));
  }

  /** One call, whose answer may be known later and on another thread. */
  private final class Answer {
    private final MethodInvocation invocation;
    private final Rule rule;
    private final ServletRequestAttributes http;

    Answer(MethodInvocation invocation, Rule rule, ServletRequestAttributes http) {
      this.invocation = invocation;
      this.rule = rule;
      this.http = http;
    }

    @Nullable Object with(@Nullable Object result) {
      var response = http.getResponse();
      Object target = invocation.getThis();
      if (response != null && target != null) {
        Object content = result instanceof HttpEntity<?> entity ? entity.getBody() : result;
        var tags =
            Template.evaluate(
                rule.tags(), target, invocation.getMethod(), invocation.getArguments(), content);
        headers.write(rule, tags, result, http.getRequest(), response);
      }
      return result;
    }

    void requireNoResult(Object result) {
      for (Template tag : rule.tags()) {
        if (tag.namesResult()) {
          throw new IllegalStateException(
              "@EdgeCache(tags) on "
                  + invocation.getMethod()
                  + " uses #result, which is not known for a "
                  + result.getClass().getSimpleName()
                  + "; return a CompletableFuture or a Callable");
        }
      }
    }
  }
}
