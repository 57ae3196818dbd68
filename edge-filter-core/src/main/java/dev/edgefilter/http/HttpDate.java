// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Parses and prints dates in header values, in milliseconds since 1970 (RFC 9110, 5.6.7).
 *
 * <p>Exactly the three forms are read; names and {@code GMT} in any case. The name of the day is
 * not compared with the date.
 */
public final class HttpDate {
  /** What a text that is no date gives. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String[] LONG_DAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final int SECONDS_PER_DAY = 86_400;
  private static final long MAX_SECOND =
      LocalDate.of(9999, 12, 31).toEpochDay() * SECONDS_PER_DAY + SECONDS_PER_DAY - 1;
  private static final long MIN_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_PER_DAY;

  private static volatile Printed lastPrinted = print(0);

  private HttpDate() {}

  /**
   * The time a text names, in whole seconds as milliseconds since 1970; {@link #INVALID} for null
   * and for anything but the three forms.
   *
   * @param text the header value, without blanks around it
   * @param nowMillis the present, which decides the century of a two-digit year
   */
  public static long parseMillis(@Nullable String text, long nowMillis) {
    if (text == null) {
      return INVALID;
    }
    if (text.length() == 29 && text.charAt(3) == ',') {
      return imfFixdate(text);
    }
    if (text.length() == 24 && text.charAt(3) == ' ') {
      return asctime(text);
    }
    return rfc850(text, nowMillis);
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  private static long imfFixdate(String text) {
    boolean shape =
        text.charAt(4) == ' '
            && text.charAt(7) == ' '
            && text.charAt(11) == ' '
            && text.charAt(16) == ' '
            && text.charAt(25) == ' '
            && isGmt(text, 26)
            && nameIndex(DAYS, text, 0) >= 0;
    if (!shape) {
      return INVALID;
    }
    int month = nameIndex(MONTHS, text, 8) + 1;
    return millis(number(text, 12, 4), month, number(text, 5, 2), secondOfDay(text, 17));
  }

  /** {@code Sun Nov 6 08:49:37 1994}. */
  private static long asctime(String text) {
    boolean shape =
        text.charAt(7) == ' '
            && text.charAt(10) == ' '
            && text.charAt(19) == ' '
            && nameIndex(DAYS, text, 0) >= 0;
    if (!shape) {
      return INVALID;
    }
    int day = text.charAt(8) == ' ' ? number(text, 9, 1) : number(text, 8, 2);
    int month = nameIndex(MONTHS, text, 4) + 1;
    return millis(number(text, 20, 4), month, day, secondOfDay(text, 11));
  }

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static long rfc850(String text, long nowMillis) {
    int comma = text.indexOf(',');
    boolean shape =
        comma >= 0
            && text.length() == comma + 24
            && isLongDay(text, comma)
            && text.charAt(comma + 1) == ' '
            && text.charAt(comma + 4) == '-'
            && text.charAt(comma + 8) == '-'
            && text.charAt(comma + 11) == ' '
            && text.charAt(comma + 20) == ' '
            && isGmt(text, comma + 21);
    int year = shape ? number(text, comma + 9, 2) : -1;
    if (year < 0) {
      return INVALID;
    }
    int month = nameIndex(MONTHS, text, comma + 5) + 1;
    int day = number(text, comma + 2, 2);
    return nearest(year, month, day, secondOfDay(text, comma + 12), nowMillis);
  }

  /** The latest year with these two digits that is not more than 50 years ahead. */
  private static long nearest(int twoDigits, int month, int day, int second, long nowMillis) {
    LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(nowMillis, SECONDS_PER_DAY * 1000L));
    LocalDate limit = today.plusYears(50);
    int year = limit.getYear() - Math.floorMod(limit.getYear() - twoDigits, 100);
    long millis = millis(year, month, day, second);
    long nowOfDay = Math.floorMod(nowMillis, SECONDS_PER_DAY * 1000L);
    long limitMillis = limit.toEpochDay() * SECONDS_PER_DAY * 1000L + nowOfDay;
    return millis > limitMillis ? millis(year - 100, month, day, second) : millis;
  }

  private static boolean isLongDay(String text, int comma) {
    for (String name : LONG_DAYS) {
      if (name.length() == comma && Ascii.regionMatches(text, 0, name, 0, comma)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGmt(String text, int start) {
    return Ascii.regionMatches(text, start, "GMT", 0, 3);
  }

  /** Which of the three-letter names stands at {@code start}, from 0; -1 if none. */
  private static int nameIndex(String names, String text, int start) {
    for (int i = 0; i < names.length(); i += 3) {
      if (Ascii.regionMatches(text, start, names, i, 3)) {
        return i / 3;
      }
    }
    return -1;
  }

  private static int number(String text, int start, int count) {
    return (int) Ascii.digits(text, start, start + count, 9999);
  }

  /** The second of {@code HH:MM:SS}, or -1; 60 is a leap second. */
  private static int secondOfDay(String text, int start) {
    if (text.charAt(start + 2) != ':' || text.charAt(start + 5) != ':') {
      return -1;
    }
    int hour = number(text, start, 2);
    int minute = number(text, start + 3, 2);
    int second = number(text, start + 6, 2);
    boolean valid =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    return valid ? hour * 3600 + minute * 60 + second : -1;
  }

  private static long millis(int year, int month, int day, int second) {
    if (year < 0 || month < 1 || second < 0 || day < 1 || day > daysOf(year, month)) {
      return INVALID;
    }
    return (epochDay(year, month, day) * SECONDS_PER_DAY + second) * 1000L;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970, by counting years from March so that the leap day comes last. */
  private static long epochDay(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int marchMonth = (month + 9) % 12;
    int leapDays =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    // 153 days in every five months from March; 719468 days from March of year 0 to 1970.
    return 365L * marchYear + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719_468;
  }

  /**
   * Prints the preferred form, {@code Sun, 06 Nov 1994 08:49:37 GMT}, rounding down to a second.
   *
   * @throws IllegalArgumentException if the year has more than four digits
   */
  public static String format(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1000L);
    Printed last = lastPrinted;
    if (last.second != second) {
      last = print(second);
      lastPrinted = last;
    }
    return last.text;
  }

  private static Printed print(long second) {
    if (second < MIN_SECOND || second > MAX_SECOND) {
      throw new IllegalArgumentException("second " + second + " is not in the years 0 to 9999");
    }
    long day = Math.floorDiv(second, SECONDS_PER_DAY);
    int ofDay = Math.floorMod(second, SECONDS_PER_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    int weekday = Math.floorMod(day + 3, 7) * 3;
    int month = date.getMonthValue() * 3;
    StringBuilder text = new StringBuilder(29);
    text.append(DAYS, weekday, weekday + 3).append(", ");
    twoDigits(text, date.getDayOfMonth()).append(' ');
    text.append(MONTHS, month - 3, month).append(' ');
    twoDigits(text, date.getYear() / 100);
    twoDigits(text, date.getYear() % 100).append(' ');
    twoDigits(text, ofDay / 3600).append(':');
    twoDigits(text, ofDay / 60 % 60).append(':');
    twoDigits(text, ofDay % 60).append(" GMT");
    return new Printed(second, text.toString());
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The last second printed; many responses of one second carry the same date. */
  private record Printed(long second, String text) {}
}
