// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import dev.edgefilter.spring.cache.CacheRules.Rule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Writes what {@code @EdgeCache} says on an answer that may be shared. */
final class AnswerHeaders {

  /** On a request whose answer carries what we wrote. */
  static final String WRITTEN = AnswerHeaders.class.getName();

  private static final int FIRST_ERROR = 400;

  private final String tagHeader;

  AnswerHeaders(String tagHeader) {
    this.tagHeader = tagHeader;
  }

  void write(
      Rule rule,
      List<String> tags,
      @Nullable Object result,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (response.isCommitted() || isError(result, response)) {
      return;
    }
    if (!rule.whenLoggedIn() && request.getUserPrincipal() != null) {
      return;
    }
    // Spring Security leaves alone what says something itself; an entity's own word comes later.
    response.setHeader("Cache-Control", rule.cacheControl());
    if (!tags.isEmpty()) {
      response.addHeader(tagHeader, String.join(",", tags));
    }
    request.setAttribute(WRITTEN, true);
  }

  private static boolean isError(@Nullable Object result, HttpServletResponse response) {
    int status =
        result instanceof ResponseEntity<?> entity
            ? entity.getStatusCode().value()
            : response.getStatus();
    return status >= FIRST_ERROR;
  }
}
