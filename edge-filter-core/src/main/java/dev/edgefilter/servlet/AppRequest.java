// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.origin.OriginRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request the application sees: what the origin request holds, and nothing else of the viewer.
 *
 * <p>It also notes when the application uses what is not in the key and cannot be hidden, the
 * viewer's session or identity, so that the answer is not stored.
 */
class AppRequest extends EditedRequest {

  private static final String CERTIFICATE = "jakarta.servlet.request.X509Certificate";

  private final ServletViewer viewer;
  private final AppResponse response;
  private final AppBody body;
  private final boolean cookiesHidden;
  private @Nullable AppAsyncContext async;
  private boolean identityUsed;

  AppRequest(ServletViewer viewer, OriginRequest origin, AppResponse response, AppBody body) {
    super(viewer, origin);
    this.viewer = viewer;
    this.response = response;
    this.body = body;
    this.cookiesHidden =
        !origin.headers().contains("Cookie") && viewer.servletRequest.getHeader("Cookie") != null;
  }

  boolean identityUsed() {
    return identityUsed;
  }

  // --- body
  // -----------------------------------------------------------------------------------------

  @Override
  public ServletInputStream getInputStream() throws IOException {
    AppRequestBody peeked = viewer.requestBody().peeked();
    return peeked == null ? super.getInputStream() : peeked.stream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    AppRequestBody peeked = viewer.requestBody().peeked();
    return peeked == null ? super.getReader() : peeked.reader();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    AppRequestBody peeked = viewer.requestBody().peeked();
    if (peeked == null) {
      return super.getParts();
    }
    List<Part> parts = peeked.parts();
    forgetParameters();
    return parts;
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    if (viewer.requestBody().peeked() == null) {
      return super.getPart(name);
    }
    for (Part part : getParts()) {
      if (part.getName().equals(name)) {
        return part;
      }
    }
    return null;
  }

  // --- session and identity ----------------------------------------------------------------------

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (!cookiesHidden) {
      return note(super.getSession(create));
    }
    // Hidden cookies carry no session, so the application sees none unless it insists.
    return create ? note(super.getSession(true)) : null;
  }

  @Override
  public @Nullable HttpSession getSession() {
    return getSession(true);
  }

  /** A new session knows nothing of the viewer; an old one does, and is not in the key. */
  private @Nullable HttpSession note(@Nullable HttpSession session) {
    if (session != null && !session.isNew() && !sessionInKey()) {
      identityUsed = true;
    }
    return session;
  }

  /** A session found by a cookie is in the key when all cookies of the origin request are. */
  private boolean sessionInKey() {
    return !cookiesHidden
        && container().isRequestedSessionIdFromCookie()
        && viewer.exchange().cookiesKeyed();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return noteIdentity(super.getUserPrincipal());
  }

  @Override
  public @Nullable String getRemoteUser() {
    return noteIdentity(super.getRemoteUser());
  }

  @Override
  public boolean isUserInRole(String role) {
    noteIdentity(super.getRemoteUser());
    return super.isUserInRole(role);
  }

  void noteIdentity() {
    identityUsed = true;
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return cookiesHidden ? null : super.getRequestedSessionId();
  }

  @Override
  public boolean isRequestedSessionIdValid() {
    return !cookiesHidden && super.isRequestedSessionIdValid();
  }

  /** A client certificate is an identity like any other. */
  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    if (value != null && CERTIFICATE.equals(name)) {
      identityUsed = true;
    }
    return value;
  }

  private <T> @Nullable T noteIdentity(@Nullable T identity) {
    if (identity != null && !identityInKey()) {
      identityUsed = true;
    }
    return identity;
  }

  private boolean identityInKey() {
    String type = container().getAuthType();
    if (FORM_AUTH.equals(type)) {
      return sessionInKey();
    }
    boolean byHeader = BASIC_AUTH.equals(type) || DIGEST_AUTH.equals(type);
    return byHeader && viewer.exchange().authorizationKeyed();
  }

  // --- async
  // ---------------------------------------------------------------------------------------

  @Override
  public AsyncContext startAsync() {
    return wrap(container().startAsync(this, response));
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse given) {
    return wrap(container().startAsync(request, given));
  }

  private AsyncContext wrap(AsyncContext started) {
    AppAsyncContext wrapped = new AppAsyncContext(started, viewer, body);
    async = wrapped;
    return wrapped;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AppAsyncContext wrapped = async;
    return wrapped == null || !isAsyncStarted() ? super.getAsyncContext() : wrapped;
  }
}
