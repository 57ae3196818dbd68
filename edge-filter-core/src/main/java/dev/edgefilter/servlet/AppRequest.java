// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.origin.OriginRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request the application sees: what the origin request holds, and nothing else of the viewer.
 *
 * <p>It also notes when the application uses what is not in the key and cannot be hidden, the
 * viewer's session or identity, so that the answer is not stored.
 */
class AppRequest extends HttpServletRequestWrapper {

  private static final String CERTIFICATE = "jakarta.servlet.request.X509Certificate";

  private final ServletViewer viewer;
  private final OriginRequest origin;
  private final AppResponse response;
  private final AppBody body;
  private final boolean cookiesHidden;
  private @Nullable AppParameters parameters;
  private @Nullable AppAsyncContext async;
  private boolean identityUsed;

  AppRequest(ServletViewer viewer, OriginRequest origin, AppResponse response, AppBody body) {
    super(viewer.servletRequest);
    this.viewer = viewer;
    this.origin = origin;
    this.response = response;
    this.body = body;
    this.cookiesHidden =
        !origin.headers().contains("Cookie") && viewer.servletRequest.getHeader("Cookie") != null;
  }

  private HttpServletRequest container() {
    return viewer.servletRequest;
  }

  boolean identityUsed() {
    return identityUsed;
  }

  // --- headers
  // ------------------------------------------------------------------------------------

  @Override
  public @Nullable String getHeader(String name) {
    return origin.headers().first(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(origin.headers().all(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(origin.headers().names());
  }

  @Override
  public int getIntHeader(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value.trim());
  }

  @Override
  public long getDateHeader(String name) {
    String value = getHeader(name);
    if (value == null) {
      return -1;
    }
    long millis = HttpDate.parseMillis(value, 0);
    if (millis == HttpDate.INVALID) {
      throw new IllegalArgumentException("header " + name + " is no date: " + value);
    }
    return millis;
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Headers headers = origin.headers();
    Cookie[] all = container().getCookies();
    if (all == null || !headers.contains("Cookie")) {
      return null;
    }
    Cookies kept = Cookies.parse(headers.all("Cookie"));
    List<Cookie> cookies = new ArrayList<>(all.length);
    for (Cookie cookie : all) {
      if (kept.value(cookie.getName()) != null) {
        cookies.add(cookie);
      }
    }
    return cookies.toArray(new Cookie[0]);
  }

  private boolean isLanguageOfViewer() {
    String name = "Accept-Language";
    String given = container().getHeader(name);
    return given != null && given.equals(origin.headers().first(name));
  }

  /** Containers read the viewer's own header, which the origin request may not hold. */
  @Override
  public Locale getLocale() {
    return isLanguageOfViewer() ? super.getLocale() : getLocales().nextElement();
  }

  @Override
  public Enumeration<Locale> getLocales() {
    if (isLanguageOfViewer()) {
      return super.getLocales();
    }
    List<Locale> locales = Locales.of(origin.headers().joined("Accept-Language"));
    return Collections.enumeration(locales);
  }

  // --- path and query
  // -------------------------------------------------------------------------------

  private boolean pathChanged() {
    return !origin.path().equals(viewer.path());
  }

  @Override
  public String getRequestURI() {
    return pathChanged() ? container().getContextPath() + origin.path() : super.getRequestURI();
  }

  @Override
  public StringBuffer getRequestURL() {
    if (!pathChanged()) {
      return super.getRequestURL();
    }
    StringBuffer url = super.getRequestURL();
    url.setLength(url.length() - container().getRequestURI().length());
    return url.append(getRequestURI());
  }

  @Override
  public String getServletPath() {
    if (!pathChanged()) {
      return super.getServletPath();
    }
    // The servlet was chosen by the first path; what it is mapped to as a prefix stays the prefix.
    String mapped = super.getServletPath();
    boolean prefix = super.getPathInfo() != null;
    return prefix && decodedPath().startsWith(mapped) ? mapped : decodedPath();
  }

  @Override
  public @Nullable String getPathInfo() {
    if (!pathChanged()) {
      return super.getPathInfo();
    }
    String rest = decodedPath().substring(getServletPath().length());
    return rest.isEmpty() ? null : rest;
  }

  private String decodedPath() {
    String decoded = PercentCoding.decode(origin.path());
    return decoded == null ? origin.path() : decoded;
  }

  @Override
  public @Nullable String getQueryString() {
    return origin.query();
  }

  /** True when the container's own parameters are not what the application should see. */
  private boolean ownParameters() {
    return queryChanged() || viewer.peekedBody() != null;
  }

  private boolean queryChanged() {
    return !Objects.equals(origin.query(), viewer.request().query());
  }

  private AppParameters parameters() {
    AppParameters known = parameters;
    if (known == null) {
      AppRequestBody peeked = viewer.peekedBody();
      known =
          peeked == null
              ? new AppParameters(
                  container().getParameterMap(), viewer.request().query(), origin.query())
              : new AppParameters(origin.query(), peeked.parameters());
      parameters = known;
    }
    return known;
  }

  @Override
  public @Nullable String getParameter(String name) {
    if (!ownParameters()) {
      return super.getParameter(name);
    }
    String[] values = parameters().map().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    if (!ownParameters()) {
      return super.getParameterValues(name);
    }
    String[] values = parameters().map().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return ownParameters() ? parameters().map() : super.getParameterMap();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return ownParameters()
        ? Collections.enumeration(parameters().map().keySet())
        : super.getParameterNames();
  }

  // --- body
  // -----------------------------------------------------------------------------------------

  @Override
  public ServletInputStream getInputStream() throws IOException {
    AppRequestBody peeked = viewer.peekedBody();
    return peeked == null ? super.getInputStream() : peeked.stream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    AppRequestBody peeked = viewer.peekedBody();
    return peeked == null ? super.getReader() : peeked.reader();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    AppRequestBody peeked = viewer.peekedBody();
    if (peeked == null) {
      return super.getParts();
    }
    List<Part> parts = peeked.parts();
    parameters = null;
    return parts;
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    if (viewer.peekedBody() == null) {
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
