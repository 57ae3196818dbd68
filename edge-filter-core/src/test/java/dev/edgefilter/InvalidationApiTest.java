// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.InvalidationRefusedException.Reason;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java API of invalidations: what is taken, what is refused, what is remembered. */
final class InvalidationApiTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final EdgeEngine edge =
      EdgeEngine.builder()
          .config(
              EdgeConfig.builder().distribution(site("shop")).distribution(site("blog")).build())
          .clock(() -> NOW)
          .start();

  private static dev.edgefilter.config.DistributionConfig site(String id) {
    return Distribution.builder()
        .id(id)
        .alias(id + ".example.com")
        .origin(OriginConfig.self("app"))
        .defaultBehavior(behavior -> behavior.cachePolicy("658327ea-f89d-4fab-a63d-7e88639e58f6"))
        .build();
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void anInvalidationIsCompletedAndListed() {
    InvalidationRequest request =
        InvalidationRequest.of("/a", "/b/*", "#tag").withCallerReference("ref-1");
    InvalidationStatus status = edge.createInvalidation("shop", request);
    assertTrue(isId(status.id()), status::id);
    assertEquals("Completed", status.state().word());
    assertEquals(NOW, status.createdAt());
    assertEquals(request, status.request());
    assertEquals(List.of(status), edge.invalidations("shop"));
    assertEquals(status, edge.invalidation("shop", status.id()).orElseThrow());
    assertTrue(edge.invalidation("blog", status.id()).isEmpty());
    assertEquals(List.of(), edge.invalidations("blog"));
  }

  private static boolean isId(String id) {
    boolean good = id.length() == 14 && id.startsWith("I");
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      good &= (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return good;
  }

  @Test
  void theSameReferenceWithTheSamePathsIsDoneOnce() {
    InvalidationRequest request = InvalidationRequest.of("/a").withCallerReference("ref");
    InvalidationStatus first = edge.createInvalidation("shop", request);
    assertEquals(first, edge.createInvalidation("shop", request));
    assertNotEquals(first.id(), edge.createInvalidation("blog", request).id());
    assertEquals(1, edge.invalidations("shop").size());
    for (InvalidationRequest other :
        List.of(
            InvalidationRequest.of("/b").withCallerReference("ref"),
            InvalidationRequest.of("/a", "/b").withCallerReference("ref"),
            request.softly())) {
      InvalidationRefusedException refused =
          assertThrows(
              InvalidationRefusedException.class, () -> edge.createInvalidation("shop", other));
      assertEquals("InvalidationBatchAlreadyExists", refused.reason().code());
    }
  }

  @Test
  void theNewestComesFirstAndOldOnesAreForgotten() {
    for (int i = 0; i < 1_005; i++) {
      edge.createInvalidation(
          "shop", InvalidationRequest.of("/" + i).withCallerReference("ref-" + i));
    }
    List<InvalidationStatus> list = edge.invalidations("shop");
    assertEquals(1_000, list.size());
    assertEquals(List.of("/1004"), list.get(0).request().paths());
    assertEquals(List.of("/5"), list.get(999).request().paths());
    edge.createInvalidation("shop", InvalidationRequest.of("/other").withCallerReference("ref-0"));
    assertEquals("ref-0", edge.invalidations("shop").get(0).request().callerReference());
  }

  @Test
  void longRequestsAreForgottenSooner() {
    List<String> paths =
        Collections.nCopies(InvalidationRequest.MAX_PATHS, "/" + "x".repeat(3_999));
    for (int i = 0; i < 3; i++) {
      edge.createInvalidation("shop", new InvalidationRequest(paths, "ref-" + i, false));
    }
    assertEquals(1, edge.invalidations("shop").size());
  }

  @Test
  void tooManyPathsAreRefused() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      paths.add("/" + i);
    }
    edge.createInvalidation("shop", new InvalidationRequest(paths, "most", false));
    paths.add("/one-more");
    assertRefused(Reason.BATCH_TOO_LARGE, paths);
  }

  @Test
  void tooManyWildcardsAtATimeAreRefused() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      paths.add("/" + i + "/*");
    }
    for (int i = 0; i < 10; i++) {
      edge.createInvalidation("shop", new InvalidationRequest(paths, "ref-" + i, false));
    }
    paths.add("/15/*");
    assertRefused(Reason.TOO_MANY_IN_PROGRESS, paths);
    paths.set(15, "#a*");
    edge.createInvalidation("shop", new InvalidationRequest(paths, "tag", false));
  }

  private void assertRefused(Reason reason, List<String> paths) {
    int before = edge.invalidations("shop").size();
    InvalidationRequest request = new InvalidationRequest(paths, "refused", false);
    InvalidationRefusedException refused =
        assertThrows(
            InvalidationRefusedException.class, () -> edge.createInvalidation("shop", request));
    assertEquals(reason, refused.reason());
    assertEquals(before, edge.invalidations("shop").size());
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          images/a  | does not begin with a slash; write "/images/a"
          *         | does not begin with a slash
          ~~        | does not begin with a slash
          /a b      | can match nothing; percent-encode the character at position 2
          /\u00e9   | can match nothing; percent-encode the character at position 1
          """)
  void pathThatCanMatchNothingIsRefused(String path, String message) {
    assertWrong(path, message);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"#", "#a,b", "#a b", "#\u00e9"})
  void whatIsNoTagIsRefused(String item) {
    assertWrong(item, "is no tag; expected # and 1 to 256 visible ASCII characters");
  }

  private void assertWrong(String path, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> edge.invalidate("shop", "/good", path));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::getMessage);
    assertEquals(List.of(), edge.invalidations("shop"));
  }

  @Test
  void longPathsAreRefused() {
    edge.invalidate("shop", "/" + "x".repeat(3_999));
    assertThrows(
        IllegalArgumentException.class, () -> edge.invalidate("shop", "/" + "x".repeat(4_000)));
    edge.invalidate("shop", "#" + "x".repeat(256));
    assertThrows(
        IllegalArgumentException.class, () -> edge.invalidate("shop", "#" + "x".repeat(257)));
  }

  @Test
  void unknownDistributionsAndEmptyRequestsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> edge.invalidate("shops", "/"));
    assertThrows(IllegalArgumentException.class, () -> edge.invalidate("shop"));
    assertThrows(IllegalArgumentException.class, () -> edge.invalidations("shops"));
    assertThrows(
        IllegalArgumentException.class, () -> InvalidationRequest.of("/").withCallerReference(" "));
    assertFalse(edge.invalidation("shops", "I").isPresent());
  }
}
