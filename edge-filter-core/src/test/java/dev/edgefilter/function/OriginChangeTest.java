// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an origin is once a function has changed it: what the change does not name is inherited. */
final class OriginChangeTest {
  private static final OriginConfig CUSTOM =
      OriginConfig.builder("api", "api.example.com")
          .originPath("/v1")
          .customHeader("X-Secret", "s")
          .connectionAttempts(2)
          .connectionTimeoutSeconds(3)
          .responseCompletionTimeoutSeconds(40)
          .serverName("sni.example.com")
          .certificateNames(List.of("*.example.com"))
          .custom(new CustomOriginConfig(80, 8443, OriginProtocolPolicy.HTTPS_ONLY, 20, 7))
          .build();

  private static final OriginConfig BUCKET =
      OriginConfig.builder("b", "b.s3.eu-west-1.amazonaws.com")
          .s3(true)
          .s3ReadTimeoutSeconds(20)
          .build();

  private static void assertChanges(
      UnaryOperator<OriginChange.Builder> change, UnaryOperator<OriginConfig.Builder> expected) {
    assertEquals(
        expected.apply(CUSTOM.toBuilder()).build(),
        change.apply(OriginChange.builder()).build().applyTo(CUSTOM));
  }

  @Test
  void eachMemberChangesItselfAlone() {
    assertChanges(c -> c, o -> o);
    assertChanges(
        c -> c.domainName("other.example.com"),
        o -> o.id("other.example.com").domainName("other.example.com"));
    assertChanges(c -> c.domainName("API.example.com"), o -> o);
    assertChanges(c -> c.originPath("/v2"), o -> o.originPath("/v2"));
    assertChanges(c -> c.originPath(""), o -> o.originPath(""));
    assertChanges(
        c -> c.customHeaders(Headers.of("X-New", "n")),
        o -> o.customHeaders(Headers.of("X-New", "n")));
    assertChanges(c -> c.customHeaders(Headers.EMPTY), o -> o.customHeaders(Headers.EMPTY));
    assertChanges(c -> c.connectionAttempts(1), o -> o.connectionAttempts(1));
    assertChanges(c -> c.connectionTimeoutSeconds(9), o -> o.connectionTimeoutSeconds(9));
    assertChanges(c -> c.completionTimeoutSeconds(60), o -> o.responseCompletionTimeoutSeconds(60));
    assertChanges(c -> c.serverName("a.b"), o -> o.serverName("a.b"));
    assertChanges(c -> c.certificateNames(List.of()), o -> o.certificateNames(List.of()));
    assertChanges(c -> c.readTimeoutSeconds(9), o -> o.custom(custom(80, 8443, 9, 7)));
    assertChanges(c -> c.keepaliveTimeoutSeconds(9), o -> o.custom(custom(80, 8443, 20, 9)));
    assertChanges(
        c -> c.endpoint(new OriginChange.Endpoint(true, 443)),
        o -> o.custom(custom(443, 443, 20, 7)));
  }

  private static CustomOriginConfig custom(int http, int https, int read, int keepalive) {
    return new CustomOriginConfig(http, https, OriginProtocolPolicy.HTTPS_ONLY, read, keepalive);
  }

  /** The shorter limit may come from either side, or be none (0). */
  @ParameterizedTest
  @CsvSource({
    "30,   ,   true",
    "40,   ,   true",
    "41,   ,   false",
    "  , 20,   true",
    "  , 19,   false",
    "50, 50,   true",
    "50, 49,   false",
    "120, 0,   true"
  })
  void allReadingTakesNoLessThanOneReading(Integer read, Integer completion, boolean fits) {
    OriginChange change =
        OriginChange.builder()
            .readTimeoutSeconds(read)
            .completionTimeoutSeconds(completion)
            .build();
    if (fits) {
      OriginConfig changed = change.applyTo(CUSTOM);
      assertEquals(read == null ? 20 : read, changed.custom().readTimeoutSeconds());
      assertEquals(
          completion == null ? 40 : completion, changed.responseCompletionTimeoutSeconds());
    } else {
      assertThrows(IllegalArgumentException.class, () -> change.applyTo(CUSTOM));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, true", "19, false"})
  void soItIsWithABucket(int completion, boolean fits) {
    OriginChange change = OriginChange.builder().completionTimeoutSeconds(completion).build();
    if (fits) {
      assertEquals(20, change.applyTo(BUCKET).responseCompletionTimeoutSeconds());
    } else {
      assertThrows(IllegalArgumentException.class, () -> change.applyTo(BUCKET));
    }
  }

  @ParameterizedTest
  @CsvSource({"other.s3.eu-west-1.amazonaws.com, true", "Other.s3.eu-west-1.amazonaws.com, false"})
  void theNameOfABucketIsInLowerCase(String name, boolean fits) {
    assertNamed(fits, OriginChange.builder().domainName(name).build());
  }

  @ParameterizedTest
  @CsvSource({"128, true", "129, false"})
  void theNameOfABucketHas128Characters(int length, boolean fits) {
    String name = "a.".repeat(length / 2 - 1) + "a".repeat(length % 2 == 0 ? 2 : 3);
    assertEquals(length, name.length());
    assertNamed(fits, OriginChange.builder().domainName(name).build());
  }

  private static void assertNamed(boolean fits, OriginChange change) {
    if (fits) {
      assertEquals(change.domainName(), change.applyTo(BUCKET).domainName());
    } else {
      assertThrows(IllegalArgumentException.class, () -> change.applyTo(BUCKET));
    }
  }

  @Test
  void aBucketKeepsNoConnectionForATime() {
    OriginChange change = OriginChange.builder().keepaliveTimeoutSeconds(5).build();
    assertEquals(5, change.applyTo(CUSTOM).custom().keepaliveTimeoutSeconds());
    assertThrows(IllegalArgumentException.class, () -> change.applyTo(BUCKET));
  }

  @Test
  void aCustomHeaderMayBeASecretAndIsNotPrinted() {
    OriginChange change =
        OriginChange.builder().customHeaders(Headers.of("X-Key", "s3cret")).build();
    assertEquals("OriginChange[domainName=null, originPath=null]", change.toString());
  }
}
