// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.store.StoreFixtures;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which variant answers (RFC 9111, 4.1), and what of Vary a viewer sees. */
final class VaryRuleTest {

  private static StoredResponse variant(List<String> names, OriginView request) {
    List<String> values = names.stream().map(name -> VaryRule.value(request, name)).toList();
    StoredHead head =
        new StoredHead(
            200,
            Headers.EMPTY,
            names,
            values,
            0,
            0,
            0,
            0,
            0,
            false,
            false,
            null,
            HttpDate.INVALID,
            List.of());
    return new StoredResponse(StoreFixtures.key("/a"), head, 0, 0, 1);
  }

  private static OriginView request(String... namesAndValues) {
    Headers headers = Headers.of(namesAndValues);
    return headers::joined;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
    the same                    | en          | en        | true
    another                     | en          | de        | false
    absent both times           | none        | none      | true
    absent and empty            | none        | ''        | false
    empty and absent            | ''          | none      | false
    blanks in a list            | en, de      | en ,  de  | true
    blanks around               | en          | ' en '    | true
    another order               | en,de       | de,en     | false
    another case                | en          | EN        | false
    blanks in a quoted string   | "a, b"      | "a,b"     | false
    one list and its first part | en, de      | en        | false
    """)
  void aVariantAnswersWhenItsSelectingHeadersMatch(
      String name, String stored, String asked, boolean matches) {
    OriginView first = header -> stored;
    StoredResponse variant = variant(List.of("x-list"), first);

    StoredResponse selected = VaryRule.select(new StoredResponse[] {variant}, header -> asked);

    assertEquals(matches ? variant : null, selected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    another order                  | en,de              | de, en               | true
    another case                   | en-GB              | EN-gb                | true
    full weight, said and not said | en;q=1.0, de       | de, en               | true
    the same weights               | en, de;q=0.5       | de;q=0.500 , en;q=1  | true
    other weights                  | en, de;q=0.5       | en, de;q=0.6         | false
    weights the other way round    | en;q=0.9, de;q=0.8 | de;q=0.9, en;q=0.8   | false
    a language more                | en                 | en, de               | false
    nothing readable, alike        | "en"               | "en"                 | true
    nothing readable, another case | "en"               | "EN"                 | false
    a weight above the full one    | en;q=1.1           | en;q=1               | false
    a weight with four digits      | en;q=0.1234        | en;q=0.123           | false
    a weight without a point       | en;q=500           | en;q=0.5             | false
    """)
  void acceptLanguageIsComparedByWhatItSays(
      String name, String stored, String asked, boolean matches) {
    StoredResponse variant = variant(List.of("accept-language"), header -> stored);

    StoredResponse selected = VaryRule.select(new StoredResponse[] {variant}, header -> asked);

    assertEquals(matches ? variant : null, selected);
  }

  @Test
  void theNewestMatchingVariantIsTaken() {
    StoredResponse german = variant(List.of("accept-language"), request("Accept-Language", "de"));
    StoredResponse english = variant(List.of("accept-language"), request("Accept-Language", "en"));
    StoredResponse older = variant(List.of(), request());

    StoredResponse[] variants = {german, english, older};

    assertSame(english, VaryRule.select(variants, request("Accept-Language", "en")));
    assertSame(older, VaryRule.select(variants, request("Accept-Language", "fr")));
    assertNull(VaryRule.select(new StoredResponse[0], request()));
  }

  @Test
  void allSelectingHeadersMustMatch() {
    StoredResponse variant = variant(List.of("a", "b"), request("A", "1", "B", "2"));
    StoredResponse[] variants = {variant};

    assertSame(variant, VaryRule.select(variants, request("A", "1", "B", "2")));
    assertNull(VaryRule.select(variants, request("A", "1", "B", "3")));
    assertNull(VaryRule.select(variants, request("A", "1")));
  }

  @ParameterizedTest(name = "{0}, starKept {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
    Accept-Encoding, X-Unseen      | false | Accept-Encoding
    X-Seen, Accept-Encoding        | false | X-Seen, Accept-Encoding
    X-Unseen                       | false | none
    *                              | true  | *
    *                              | false | none
    X-Seen, *                      | true  | *, X-Seen
    X-Seen, *                      | false | X-Seen
    """)
  void viewersSeeOnlyWhatTheOriginCouldSee(String vary, boolean starKept, String sent) {
    Set<String> seen = Set.of("accept-encoding", "x-seen");

    assertEquals(
        sent,
        VaryRule.toViewer(
            List.of(vary), name -> seen.contains(name.toLowerCase(Locale.ROOT)), starKept));
  }
}
