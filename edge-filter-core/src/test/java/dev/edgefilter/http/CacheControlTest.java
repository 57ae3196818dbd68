// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          absent               | public                             | -1
          zero                 | max-age=0                          | 0
          plain                | max-age=3600                       | 3600
          leading zeros        | max-age=003600                     | 3600
          name in any case     | MaX-aGe=3600                       | 3600
          largest              | max-age=2147483648                 | 2147483648
          below the largest    | max-age=2147483647                 | 2147483647
          above the largest    | max-age=2147483649                 | 2147483648
          beyond a long        | max-age=99999999999999999999999999 | 2147483648
          negative             | max-age=-1                         | 0
          plus sign            | max-age=+1                         | 0
          trailing letter      | max-age=10a                        | 0
          leading letter       | max-age=a10                        | 0
          decimal              | max-age=3600.0                     | 0
          empty                | max-age=                           | 0
          bare                 | max-age                            | 0
          single quotes        | max-age='3600'                     | 0
          double quotes        | max-age="3600"                     | 3600
          quoted letter        | max-age="10a"                      | 0
          empty quotes         | max-age=""                         | 0
          unclosed quote       | max-age="3600                      | 0
          text behind quotes   | max-age="36"00                     | 0
          blank before equals  | max-age =3600                      | 0
          blank after equals   | max-age= 3600                      | 0
          blanks around        | ` , ,\tmax-age=60 ,`               | 60
          other digits         | max-age=٣                          | 0
          first duplicate      | max-age=1800, max-age=1            | 1800
          first, though stale  | max-age=1, max-age=1800            | 1
          first, though wrong  | max-age=x, max-age=1800            | 0
          inside a string      | extension="max-age=3600", max-age=1  | 1
          string behind        | max-age=1, extension="max-age=3600"  | 1
          comma in a string    | extension="a, max-age=3600", max-age=1 | 1
          escaped quote        | extension="a\\", max-age=3600, \\"", max-age=1 | 1
          only in a string     | extension="max-age=3600"           | -1
          behind an extension  | foobar, max-age=3600               | 3600
          longer name          | xmax-age=3600, max-agex=1          | -1
          """)
  void maxAgeIsReadStrictly(String name, String header, long seconds) {
    assertEquals(seconds, CacheControl.parse(header.replace("\\t", "\t")).maxAgeSeconds());
  }

  @Test
  void everyDurationHasItsOwnDirective() {
    CacheControl control =
        CacheControl.parse(
            "max-age=1, s-maxage=2, stale-while-revalidate=3, stale-if-error=4, min-fresh=5,"
                + " max-stale=6");
    assertEquals(1, control.maxAgeSeconds());
    assertEquals(2, control.sMaxageSeconds());
    assertEquals(3, control.staleWhileRevalidateSeconds());
    assertEquals(4, control.staleIfErrorSeconds());
    assertEquals(5, control.minFreshSeconds());
    assertEquals(6, control.maxStaleSeconds());
    assertEquals(-1, CacheControl.NONE.sMaxageSeconds());
    assertEquals(-1, CacheControl.NONE.staleWhileRevalidateSeconds());
    assertEquals(-1, CacheControl.NONE.staleIfErrorSeconds());
    assertEquals(-1, CacheControl.NONE.minFreshSeconds());
    assertEquals(-1, CacheControl.NONE.maxStaleSeconds());
  }

  @ParameterizedTest
  @CsvSource({
    "max-stale, 9223372036854775807",
    "max-stale=, 0",
    "max-stale=60, 60",
    "max-stale=x, 0",
    "'max-stale, max-stale=5', 9223372036854775807"
  })
  void bareMaxStaleAllowsAnyAge(String header, long seconds) {
    assertEquals(seconds, CacheControl.parse(header).maxStaleSeconds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          private                          | true  | ``
          PRIVATE                          | true  | ``
          private=                         | true  | ``
          private=""                       | true  | ``
          private=" , "                    | true  | ``
          private="Set-Cookie"             | false | set-cookie
          private=Set-Cookie               | false | set-cookie
          private="A, b ,,C"               | false | a,b,c
          private="a", private="b"         | false | a,b
          private="a", private             | true  | a
          private, private="a"             | true  | a
          private="no token"               | true  | ``
          private="a\\"b"                  | true  | ``
          private="unclosed                | true  | ``
          private ="a"                     | true  | ``
          private= "a"                     | true  | ``
          x="private"                      | false | ``
          x="a, private                    | true  | ``
          """)
  void fieldListsNarrowPrivateOnlyWhenTheyAreWellFormed(
      String header, boolean unqualified, String fields) {
    CacheControl control = CacheControl.parse(header);
    assertEquals(unqualified, control.isPrivate());
    assertEquals(fields, String.join(",", control.privateFields()));
    CacheControl noCache =
        CacheControl.parse(header.replace("private", "no-cache").replace("PRIVATE", "NO-CACHE"));
    assertEquals(unqualified, noCache.noCache());
    assertEquals(fields, String.join(",", noCache.noCacheFields()));
    assertFalse(noCache.isPrivate());
  }

  @Test
  void everyFlagHasItsOwnDirective() {
    assertTrue(CacheControl.parse("No-Store").noStore());
    assertTrue(CacheControl.parse("public").isPublic());
    assertTrue(CacheControl.parse("must-revalidate").mustRevalidate());
    assertTrue(CacheControl.parse("proxy-revalidate").proxyRevalidate());
    assertTrue(CacheControl.parse("no-transform").noTransform());
    assertTrue(CacheControl.parse("must-understand").mustUnderstand());
    assertTrue(CacheControl.parse("only-if-cached").onlyIfCached());
    assertTrue(CacheControl.parse("immutable").immutable());
    CacheControl one = CacheControl.parse("no-store");
    assertFalse(
        one.isPublic()
            || one.mustRevalidate()
            || one.proxyRevalidate()
            || one.noTransform()
            || one.mustUnderstand()
            || one.onlyIfCached()
            || one.immutable()
            || one.noCache()
            || one.isPrivate());
  }

  @Test
  void needlessArgumentsKeepRestrictionsAndCancelPermissions() {
    assertTrue(CacheControl.parse("no-store=1").noStore());
    assertTrue(CacheControl.parse("must-revalidate = x").mustRevalidate());
    assertFalse(CacheControl.parse("public=1").isPublic());
    assertFalse(CacheControl.parse("must-understand=1").mustUnderstand());
    assertFalse(CacheControl.parse("immutable=1").immutable());
  }

  @Test
  void linesAreReadAsOneList() {
    CacheControl control = CacheControl.parse(List.of("max-age=1800", "max-age=1, no-store"));
    assertEquals(1800, control.maxAgeSeconds());
    assertTrue(control.noStore());
  }

  @Test
  void unclosedQuoteHidesNothingInLaterLines() {
    assertTrue(CacheControl.parse(List.of("x=\"a", "private")).isPrivate());
    assertTrue(CacheControl.parse("x=\"a, private").isPrivate());
  }

  @Test
  void nothingGivesNone() {
    assertSame(CacheControl.NONE, CacheControl.parse((String) null));
    assertSame(CacheControl.NONE, CacheControl.parse(""));
    assertSame(CacheControl.NONE, CacheControl.parse(List.of()));
    assertTrue(CacheControl.NONE.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", ",,", "=", "=1", "unknown", "unknown=1", "\"", "a=\"\\"})
  void whatIsUnknownCountsAsEmpty(String header) {
    assertTrue(CacheControl.parse(header).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "max-age=0", "s-maxage", "private=\"a\"", "no-cache=a"})
  void oneKnownDirectiveIsNotEmpty(String header) {
    assertFalse(CacheControl.parse(header).isEmpty());
  }
}
