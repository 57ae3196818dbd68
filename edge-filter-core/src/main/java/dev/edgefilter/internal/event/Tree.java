// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.Printable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes values of the expected kind out of a tree of JSON, or says what was found instead. */
final class Tree {
  private Tree() {}

  static FunctionException invalid(String message) {
    return new FunctionException(FunctionException.Kind.INVALID_RESULT, message);
  }

  @SuppressWarnings("unchecked") // the parser makes no other maps
  static Map<String, @Nullable Object> object(@Nullable Object value, String place)
      throws FunctionException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw invalid("returned " + describe(value) + " as " + place + ", expected an object");
  }

  /** An object; an empty one when there is none. */
  static Map<String, @Nullable Object> optional(@Nullable Object value, String place)
      throws FunctionException {
    return value == null ? Map.of() : object(value, place);
  }

  static List<?> list(@Nullable Object value, String place) throws FunctionException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw invalid("returned " + describe(value) + " as " + place + ", expected a list");
  }

  static String text(@Nullable Object value, String place) throws FunctionException {
    if (value instanceof String text) {
      return text;
    }
    throw invalid("returned " + describe(value) + " as " + place + ", expected a string");
  }

  /** A whole number. */
  static int integer(@Nullable Object value, String place) throws FunctionException {
    if (value instanceof Integer number) {
      return number;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9) {
      return number.intValue();
    }
    throw invalid("returned " + describe(value) + " as " + place + ", expected a whole number");
  }

  static String describe(@Nullable Object value) {
    if (value instanceof String text) {
      return "\"" + Printable.start(text) + "\"";
    }
    if (value instanceof Map) {
      return "an object";
    }
    return value instanceof List ? "a list" : value == null ? "nothing" : Json.print(value);
  }
}
