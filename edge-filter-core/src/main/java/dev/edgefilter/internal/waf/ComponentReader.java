// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.FieldToMatch.Kind;
import dev.edgefilter.config.waf.FieldToMatch.Oversize;
import dev.edgefilter.config.waf.FieldToMatch.Scope;
import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.internal.waf.text.Transformations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one part of a request and transforms it (AWS WAF: request components). */
final class ComponentReader {
  private static final int MOST_BYTES = 8192;
  private static final int MOST_FIELDS = 200;

  private final int index;
  private final FieldToMatch field;
  private final List<TextTransformation> transformations;
  private final Set<String> names;

  ComponentReader(int index, FieldToMatch field, List<TextTransformation> transformations) {
    this.index = index;
    this.field = field;
    this.transformations = transformations;
    Set<String> sorted =
        field.kind() == Kind.HEADERS
            ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER)
            : new TreeSet<>();
    sorted.addAll(field.names());
    this.names = sorted;
  }

  /** Its place among the parts that the rules of a web ACL look at. */
  int index() {
    return index;
  }

  boolean reads(FieldToMatch otherField, List<TextTransformation> otherTransformations) {
    return field.equals(otherField) && transformations.equals(otherTransformations);
  }

  Component read(WafRequest request) {
    return switch (field.kind()) {
      case SINGLE_HEADER -> values(request.head.headers(field.name()), true);
      case HEADERS -> headers(request);
      case HEADER_ORDER -> headerOrder(request);
      case COOKIES -> cookies(request);
      case SINGLE_QUERY_ARGUMENT, ALL_QUERY_ARGUMENTS -> arguments(request);
      case QUERY_STRING -> one(request.head.query());
      case URI_PATH -> one(request.head.path());
      case METHOD -> one(request.head.method());
      case BODY -> body(request);
      case JSON_BODY -> jsonBody(request);
      case URI_FRAGMENT, JA3_FINGERPRINT, JA4_FINGERPRINT ->
          field.matchWhenAbsent() ? Component.MATCH : Component.NO_MATCH;
    };
  }

  private Component one(@Nullable String value) {
    return value == null
        ? Component.ABSENT
        : new Component(Component.Outcome.LOOK, List.of(transformed(value)));
  }

  private Component values(List<String> raw, boolean trimmed) {
    if (raw.isEmpty()) {
      return Component.ABSENT;
    }
    List<String> values = new ArrayList<>(raw.size());
    for (String value : raw) {
      values.add(transformed(trimmed ? value.strip() : value));
    }
    return new Component(Component.Outcome.LOOK, values);
  }

  private String transformed(String raw) {
    return Transformations.apply(transformations, Transformations.bytesOf(raw));
  }

  private boolean selected(String name) {
    return switch (field.selection()) {
      case ALL -> true;
      case INCLUDED -> names.contains(name);
      case EXCLUDED -> !names.contains(name);
    };
  }

  private void add(List<String> values, String name, String value) {
    if (field.scope() != Scope.VALUE) {
      values.add(name);
    }
    if (field.scope() != Scope.KEY) {
      values.add(value);
    }
  }

  private Component oversized(List<String> values) {
    return switch (field.oversize()) {
      case CONTINUE -> values(values, false);
      case MATCH -> Component.MATCH;
      case NO_MATCH -> Component.NO_MATCH;
    };
  }

  private Component headers(WafRequest request) {
    List<String> values = new ArrayList<>();
    int bytes = 0;
    int fields = 0;
    for (String name : request.head.headerNames()) {
      for (String value : request.head.headers(name)) {
        bytes += name.length() + value.length();
        if (++fields > MOST_FIELDS || bytes > MOST_BYTES) {
          addCut(values, name, value, bytes);
          return oversized(values);
        }
        if (selected(name)) {
          add(values, name, value);
        }
      }
    }
    return values(values, false);
  }

  /** What still fits of the field that is too much. */
  private void addCut(List<String> values, String name, String value, int bytes) {
    int fitting = value.length() - (bytes - MOST_BYTES);
    if (fitting > 0 && fitting < value.length() && selected(name)) {
      add(values, name, value.substring(0, fitting));
    }
  }

  private Component headerOrder(WafRequest request) {
    StringBuilder order = new StringBuilder();
    int fields = 0;
    for (String name : request.head.headerNames()) {
      if (++fields > MOST_FIELDS && field.oversize() != Oversize.CONTINUE) {
        return oversized(List.of());
      }
      if (fields <= MOST_FIELDS) {
        order.append(order.length() == 0 ? "" : ":").append(name.toLowerCase(Locale.ROOT));
      }
    }
    return one(order.toString());
  }

  private Component cookies(WafRequest request) {
    List<String> values = new ArrayList<>();
    int bytes = 0;
    int fields = 0;
    for (var cookie : request.cookies().list()) {
      bytes += cookie.name().length() + cookie.value().length();
      if (++fields > MOST_FIELDS || bytes > MOST_BYTES) {
        addCut(values, cookie.name(), cookie.value(), bytes);
        return oversized(values);
      }
      if (selected(cookie.name())) {
        add(values, cookie.name(), cookie.value());
      }
    }
    return values(values, false);
  }

  private Component arguments(WafRequest request) {
    boolean all = field.kind() == Kind.ALL_QUERY_ARGUMENTS;
    List<String> values = new ArrayList<>();
    for (QueryString.Parameter argument : request.arguments()) {
      if (all || ArgumentNames.matches(argument.name(), field.name())) {
        String value = argument.value();
        values.add(value == null ? "" : value);
      }
    }
    return values(values, false);
  }

  private Component body(WafRequest request) {
    String body = request.body();
    if (body.isEmpty()) {
      return Component.ABSENT;
    }
    return body.length() > request.bodyLimit
        ? oversized(List.of(body.substring(0, request.bodyLimit)))
        : values(List.of(body), false);
  }

  private Component jsonBody(WafRequest request) {
    String body = request.body();
    if (body.isEmpty()) {
      return Component.ABSENT;
    }
    boolean tooLong = body.length() > request.bodyLimit;
    if (tooLong && field.oversize() != Oversize.CONTINUE) {
      return oversized(List.of());
    }
    String seen = tooLong ? body.substring(0, request.bodyLimit) : body;
    JsonStrings json = new JsonStrings(seen, field);
    boolean whole = json.read();
    if (!whole && !tooLong) {
      switch (field.invalidJson()) {
        case MATCH -> {
          return Component.MATCH;
        }
        case NO_MATCH -> {
          return Component.NO_MATCH;
        }
        case AS_TEXT -> {
          return values(List.of(seen), false);
        }
        case UP_TO_FAULT -> {}
      }
    }
    return values(json.values(), false);
  }
}
