// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.origin.OriginRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** The request for an error page: a GET that is answered at once, whatever the failed one was. */
final class ErrorPageRequest extends AppRequest {

  private static final String NOT_ASYNCHRONOUS = "an error page is answered at once";

  private final OriginRequest origin;

  ErrorPageRequest(ServletViewer viewer, OriginRequest origin, AppResponse response, AppBody body) {
    super(viewer, origin, response, body);
    this.origin = origin;
  }

  @Override
  public String getMethod() {
    return origin.method();
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public boolean isAsyncStarted() {
    return false; // the failed request may have been asynchronous, this one is not
  }

  @Override
  public AsyncContext startAsync() {
    throw new IllegalStateException(NOT_ASYNCHRONOUS);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    throw new IllegalStateException(NOT_ASYNCHRONOUS);
  }

  @Override
  public AsyncContext getAsyncContext() {
    throw new IllegalStateException(NOT_ASYNCHRONOUS);
  }
}
