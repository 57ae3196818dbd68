// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.origin.OriginRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container's request with the headers, the path and the query of an origin request, and nothing
 * else of the viewer in their place.
 */
class EditedRequest extends HttpServletRequestWrapper {
  private final ServletViewer viewer;
  private final OriginRequest origin;
  private @Nullable AppParameters parameters;

  EditedRequest(ServletViewer viewer, OriginRequest origin) {
    super(viewer.servletRequest);
    this.viewer = viewer;
    this.origin = origin;
  }

  final HttpServletRequest container() {
    return viewer.servletRequest;
  }

  /** They are read anew when they are next asked for. */
  final void forgetParameters() {
    parameters = null;
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

  /** The length of a body that a function has replaced is not the viewer's. */
  @Override
  public long getContentLengthLong() {
    int replaced = viewer.requestBody().replacedBytes();
    return replaced < 0 ? super.getContentLengthLong() : replaced;
  }

  @Override
  public int getContentLength() {
    int replaced = viewer.requestBody().replacedBytes();
    return replaced < 0 ? super.getContentLength() : replaced;
  }

  /** The type of a body that a function has replaced is what it says. */
  @Override
  public @Nullable String getContentType() {
    String edited = viewer.requestBody().replacedBytes() < 0 ? null : getHeader("Content-Type");
    return edited == null ? super.getContentType() : edited;
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
    return queryChanged() || viewer.requestBody().peeked() != null;
  }

  private boolean queryChanged() {
    return !Objects.equals(origin.query(), viewer.request().query());
  }

  private AppParameters parameters() {
    AppParameters known = parameters;
    if (known == null) {
      AppRequestBody peeked = viewer.requestBody().peeked();
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
}
