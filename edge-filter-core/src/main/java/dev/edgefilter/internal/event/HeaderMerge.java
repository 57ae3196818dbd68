// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts headers together again from what a function returned: lines that it left alone keep their
 * place, their spelling and their bytes, and those it was not shown stay.
 */
final class HeaderMerge {
  private final Headers before;
  private final String cookieName;
  private final Headers.Builder after = Headers.builder();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private final List<String> cookieLines;
  private final boolean cookiesStay;

  private HeaderMerge(Headers before, String cookieName, List<String> cookieLines) {
    this.before = before;
    this.cookieName = cookieName;
    this.cookieLines = cookieLines;
    this.cookiesStay = cookieLines.equals(before.all(cookieName));
  }

  /**
   * Puts them together.
   *
   * @param cookieName the header that the cookies stand in: {@code Cookie} or {@code Set-Cookie}
   * @param headers all that are there now, an object of JSON or entries; null when they are as
   *     before
   * @param cookies the same of cookies
   */
  static Headers merge(
      Headers before, String cookieName, @Nullable Object headers, @Nullable Object cookies)
      throws FunctionException {
    List<String> lines = before.all(cookieName);
    if (cookies != null) {
      boolean single = cookieName.equals("Cookie");
      lines = single ? cookieLine(lines, cookies) : setCookieLines(before, cookies);
    }
    if (headers != null) {
      return new HeaderMerge(before, cookieName, lines).merge(headers);
    }
    if (lines.equals(before.all(cookieName))) {
      return before;
    }
    Headers.Builder after = before.toBuilder().remove(cookieName);
    for (String line : lines) {
      after.add(cookieName, line);
    }
    return after.build();
  }

  private Headers merge(Object headers) throws FunctionException {
    if (!(headers instanceof Entries entries)) {
      return mergeAny(Tree.object(headers, "headers"));
    }
    Headers merged =
        entries.isPlain()
            ? PlainMerge.headers(before, cookieName, cookiesStay ? null : cookieLines, entries)
            : null;
    return merged == null
        ? mergeAny(entries.object(Given.headers(before, EventHeaders.lower(cookieName))))
        : merged;
  }

  private static Map<String, @Nullable Object> cookies(Object cookies, Given given)
      throws FunctionException {
    return cookies instanceof Entries entries
        ? entries.object(given)
        : Tree.object(cookies, "cookies");
  }

  private Headers mergeAny(Map<String, @Nullable Object> headers) throws FunctionException {
    for (int i = 0; i < before.size(); i++) {
      given
          .computeIfAbsent(EventHeaders.lower(before.name(i)), n -> new ArrayList<>())
          .add(EventHeaders.decode(before.value(i)));
    }
    for (Map.Entry<String, @Nullable Object> entry : headers.entrySet()) {
      String name = entry.getKey();
      checkName(name, cookieName);
      List<String> old =
          EventHeaders.isDisallowed(name) ? List.of() : given.getOrDefault(name, List.of());
      values.put(name, Values.read(entry.getValue(), "the header \"" + name + "\"", old));
    }
    addGiven();
    if (!cookiesStay) {
      for (String line : cookieLines) {
        after.add(cookieName, line);
      }
    }
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if (!given.containsKey(entry.getKey()) || EventHeaders.isDisallowed(entry.getKey())) {
        for (String value : entry.getValue()) {
          after.add(EventHeaders.capitalized(entry.getKey()), EventHeaders.encode(value));
        }
      }
    }
    return after.build();
  }

  static void checkName(String name, String cookieName) throws FunctionException {
    if (name.equals(EventHeaders.lower(cookieName))) {
      throw Tree.invalid("returned the header \"" + name + "\", expected it in cookies");
    }
    if (!name.equals(EventHeaders.lower(name))) {
      throw Tree.invalid("returned the header \"" + name + "\", expected its name in lower case");
    }
  }

  /**
   * The lines that were there, without cookies that have changed, with the values they have now.
   */
  private void addGiven() {
    Map<String, Integer> used = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      String raw = before.name(i);
      String name = EventHeaders.lower(raw);
      boolean cookie = raw.equalsIgnoreCase(cookieName);
      if (cookie ? cookiesStay : EventHeaders.isDisallowed(name)) {
        after.add(raw, before.value(i));
        continue;
      }
      if (cookie) {
        continue;
      }
      List<String> now = values.get(name);
      List<String> old = given.getOrDefault(name, List.of());
      int index = used.merge(name, 1, Integer::sum) - 1;
      if (now == null || index >= now.size()) {
        continue;
      }
      boolean kept = now.get(index).equals(old.get(index));
      after.add(raw, kept ? before.value(i) : EventHeaders.encode(now.get(index)));
      if (index == old.size() - 1) {
        for (int more = old.size(); more < now.size(); more++) {
          after.add(raw, EventHeaders.encode(now.get(more)));
        }
      }
    }
  }

  private static List<String> cookieLine(List<String> lines, Object returned)
      throws FunctionException {
    List<Cookies.Cookie> list = Cookies.parse(lines).list();
    Map<String, @Nullable Object> cookies = cookies(returned, Given.cookies(list));
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (Cookies.Cookie cookie : list) {
      given
          .computeIfAbsent(cookie.name(), n -> new ArrayList<>())
          .add(EventHeaders.decode(cookie.value()));
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : cookies.entrySet()) {
      List<String> old = given.getOrDefault(entry.getKey(), List.of());
      values.put(
          entry.getKey(),
          Values.read(entry.getValue(), "the cookie \"" + entry.getKey() + "\"", old));
    }
    if (values.equals(given)) {
      return lines;
    }
    StringBuilder line = new StringBuilder();
    Map<String, Integer> used = new LinkedHashMap<>();
    for (Cookies.Cookie cookie : list) {
      List<String> now = values.getOrDefault(cookie.name(), List.of());
      int index = used.merge(cookie.name(), 1, Integer::sum) - 1;
      if (index < now.size()) {
        append(line, cookie.name(), now.get(index));
      }
    }
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      List<String> now = entry.getValue();
      for (int i = used.getOrDefault(entry.getKey(), 0); i < now.size(); i++) {
        append(line, entry.getKey(), now.get(i));
      }
    }
    return line.isEmpty() ? List.of() : List.of(line.toString());
  }

  private static void append(StringBuilder line, String name, String value) {
    line.append(line.isEmpty() ? "" : "; ").append(name).append('=');
    line.append(EventHeaders.encode(value));
  }

  private static List<String> setCookieLines(Headers before, Object returned)
      throws FunctionException {
    Map<String, @Nullable Object> cookies = cookies(returned, Given.cookies(List.of()));
    List<SetCookie> given = SetCookie.parse(before);
    List<String> raw = before.all("Set-Cookie");
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> entry : cookies.entrySet()) {
      String name = entry.getKey();
      List<SetCookie> old = new ArrayList<>();
      List<String> oldLines = new ArrayList<>();
      for (int i = 0; i < given.size(); i++) {
        if (given.get(i).name().equals(name)) {
          old.add(given.get(i));
          oldLines.add(raw.get(i));
        }
      }
      List<SetCookie> now = setCookies(name, entry.getValue(), old);
      for (int i = 0; i < now.size(); i++) {
        boolean kept = i < old.size() && isSame(now.get(i), old.get(i));
        lines.add(kept ? oldLines.get(i) : now.get(i).line());
      }
    }
    return lines;
  }

  private static boolean isSame(SetCookie now, SetCookie old) {
    return now.value().equals(EventHeaders.decode(old.value()))
        && now.attributes().equals(old.attributes());
  }

  private static List<SetCookie> setCookies(
      String name, @Nullable Object entry, List<SetCookie> old) throws FunctionException {
    String place = "the cookie \"" + name + "\"";
    Map<String, @Nullable Object> map = Tree.object(entry, place);
    Object multi = map.get("multiValue");
    List<SetCookie> several = new ArrayList<>();
    if (multi != null) {
      boolean same = true;
      for (Object item : Tree.list(multi, "the multiValue of " + place)) {
        SetCookie one = setCookie(name, Tree.object(item, place), place);
        same &= several.size() < old.size() && isSame(one, old.get(several.size()));
        several.add(one);
      }
      if (!same || several.size() != old.size()) {
        return several;
      }
    }
    SetCookie one = setCookie(name, map, place);
    if (several.isEmpty()) {
      return List.of(one);
    }
    several.set(0, one);
    return several;
  }

  private static SetCookie setCookie(String name, Map<String, @Nullable Object> map, String place)
      throws FunctionException {
    Object attributes = map.get("attributes");
    return new SetCookie(
        name,
        Tree.text(map.get("value"), "the value of " + place),
        attributes == null ? "" : Tree.text(attributes, "the attributes of " + place));
  }
}
