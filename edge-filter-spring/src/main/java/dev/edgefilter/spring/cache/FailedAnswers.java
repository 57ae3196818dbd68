// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes back what {@code @EdgeCache} wrote when the answer fails after all: its body cannot be
 * written, or its page not rendered. Containers keep headers for error pages.
 */
final class FailedAnswers implements HandlerExceptionResolver, HandlerInterceptor, Ordered {

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** Before anything else makes an answer of an exception. */
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    takeBack(request, response);
    return null;
  }

  /** Before the page of an error is made. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      takeBack(request, response);
    }
    return true;
  }

  private static void takeBack(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(AnswerHeaders.WRITTEN) != null) {
      request.removeAttribute(AnswerHeaders.WRITTEN);
      response.setHeader("Cache-Control", "no-store");
    }
  }
}
