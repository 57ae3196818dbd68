// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import static dev.edgefilter.store.StoreFixtures.DISTRIBUTION;
import static dev.edgefilter.store.StoreFixtures.begin;
import static dev.edgefilter.store.StoreFixtures.body;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.invalidate;
import static dev.edgefilter.store.StoreFixtures.invalidateSoftly;
import static dev.edgefilter.store.StoreFixtures.key;
import static dev.edgefilter.store.StoreFixtures.put;
import static dev.edgefilter.store.StoreFixtures.readAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to do, whatever it keeps responses in. */
public abstract class ResponseStoreContract {
  private static final CacheKey KEY = key("/a");

  private ResponseStore store;

  /** Opens an empty store that holds at least eight mebibytes of bodies. */
  protected abstract ResponseStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 1023, 1024, 1025, 4096, 4097, 16384, 16385, 65535, 65536, 65537, 300_000})
  void bodyIsReadBackByteForByte(int length) {
    byte[] body = body(length, length);
    StoredResponse stored = put(store, KEY, body);
    assertEquals(length, stored.bodyBytes());
    assertSame(stored, store.find(KEY)[0]);
    assertArrayEquals(body, readAll(store, stored));
  }

  @ParameterizedTest
  @CsvSource({"1, 5000", "7, 70000", "1000, 150000", "8192, 200000", "65536, 131072"})
  void bodyOfUnknownLengthMayComeInPieces(int piece, int length) {
    byte[] body = body(length, piece);
    ResponseWriter writer = begin(store, KEY, head(), -1);
    for (int at = 0; at < length; at += piece) {
      ByteBuffer bytes = ByteBuffer.wrap(body, at, Math.min(piece, length - at));
      assertTrue(writer.write(bytes));
      assertFalse(bytes.hasRemaining());
    }
    assertEquals(length, writer.bytes());
    StoredResponse stored = writer.commit();
    assertNotNull(stored);
    assertArrayEquals(body, readAll(store, stored));
  }

  @Test
  void readerBeginsAnywhereAndGoesBack() {
    byte[] body = body(200_000, 1);
    StoredResponse stored = put(store, KEY, body);
    try (BodyReader reader = store.read(stored)) {
      for (int position : new int[] {199_999, 0, 65_535, 65_536, 100_000, 5}) {
        ByteBuffer view = reader.at(position);
        assertNotNull(view);
        assertEquals(body[position], view.get());
      }
      assertThrows(IndexOutOfBoundsException.class, () -> reader.at(200_000));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.at(-1));
    }
  }

  @Test
  void nothingIsFoundBeforeCommitAndAfterAbandon() {
    ResponseWriter writer = begin(store, KEY, head(), 3);
    writer.write(ByteBuffer.wrap(body(3, 1)));
    assertEquals(0, store.find(KEY).length);
    writer.abandon();
    writer.abandon();
    assertNull(writer.commit());
    assertFalse(writer.write(ByteBuffer.wrap(body(3, 1))));
    assertEquals(0, store.find(KEY).length);
  }

  @ParameterizedTest
  @CsvSource({"10, 9", "10, 11", "0, 1"})
  void bodyOfAnotherLengthThanExpectedIsNotStored(int expected, int length) {
    ResponseWriter writer = begin(store, KEY, head(), expected);
    writer.write(ByteBuffer.wrap(body(length, 1)));
    assertNull(writer.commit());
    assertEquals(0, store.find(KEY).length);
  }

  @Test
  void abandonAfterCommitKeepsTheResponse() {
    ResponseWriter writer = begin(store, KEY, head(), 3);
    writer.write(ByteBuffer.wrap(body(3, 1)));
    StoredResponse stored = writer.commit();
    writer.abandon();
    assertSame(stored, store.find(KEY)[0]);
    assertArrayEquals(body(3, 1), readAll(store, store.find(KEY)[0]));
  }

  @Test
  void variantsAreNewestFirstAndTheSameVaryValuesReplace() {
    StoredResponse gzip =
        put(store, KEY, head(List.of("accept-encoding"), List.of("gzip")), body(10, 1));
    StoredResponse plain =
        put(store, KEY, head(List.of("accept-encoding"), List.of("")), body(10, 2));
    assertArrayEquals(new StoredResponse[] {plain, gzip}, store.find(KEY));
    StoredResponse newGzip =
        put(store, KEY, head(List.of("accept-encoding"), List.of("gzip")), body(10, 3));
    assertArrayEquals(new StoredResponse[] {newGzip, plain}, store.find(KEY));
    assertNull(store.read(gzip));
    assertArrayEquals(body(10, 3), readAll(store, newGzip));
  }

  @Test
  void anAnswerThatEndsLateDoesNotReplaceOneThatCameAfterIt() {
    ResponseWriter older = begin(store, KEY, head(), -1);
    StoredResponse newer = put(store, KEY, body(10, 1));
    older.write(ByteBuffer.wrap(body(20, 2)));

    assertNull(older.commit());
    assertEquals(StoreRefusal.SUPERSEDED, older.refusal());
    assertSame(newer, store.find(KEY)[0]);
    assertNotNull(put(store, KEY, body(30, 3)), "what begins now is newer");
    assertEquals(30, store.find(KEY)[0].bodyBytes());
  }

  @Test
  void variantsOfOneKeyAreBounded() {
    for (int i = 0; i < 200; i++) {
      put(store, KEY, head(List.of("x"), List.of("v" + i)), body(10, i));
    }
    StoredResponse[] found = store.find(KEY);
    assertTrue(found.length <= 50, "found " + found.length);
    assertEquals(List.of("v199"), found[0].head().varyValues());
  }

  @Test
  void refreshKeepsTheBodyUnderANewHead() {
    StoredResponse old = put(store, KEY, body(100_000, 1));
    StoredHead newHead = head(List.of("x"), List.of("y"));
    assertTrue(store.refresh(old, newHead, store.stamp()));
    StoredResponse[] found = store.find(KEY);
    assertEquals(1, found.length);
    assertSame(newHead, found[0].head());
    assertEquals(old.id(), found[0].id());
    assertArrayEquals(body(100_000, 1), readAll(store, found[0]));
    assertArrayEquals(body(100_000, 1), readAll(store, old), "who holds the old head may read on");
    assertFalse(store.refresh(old, head(), store.stamp()), "replaced meanwhile");
  }

  @Test
  void refreshDoesNotBringBackWhatWasInvalidated() {
    StoredResponse exact = put(store, key("/a"), body(10, 1));
    StoredResponse wild = put(store, key("/b/c"), body(10, 2));
    long stamp = store.stamp();
    invalidate(store, "/a", "/b/*");
    assertFalse(store.refresh(exact, head(), stamp));
    assertFalse(store.refresh(wild, head(), stamp));
    assertEquals(0, store.find(key("/a")).length);
    assertEquals(0, store.find(key("/b/c")).length);
  }

  @Test
  void removedResponseIsGoneButItsReaderGoesOn() {
    StoredResponse stored = put(store, KEY, body(50_000, 1));
    try (BodyReader reader = store.read(stored)) {
      store.remove(stored);
      store.remove(stored);
      assertEquals(0, store.find(KEY).length);
      assertNull(store.read(stored));
      // Fill the place it had: the reader must still see its own bytes.
      for (int i = 0; i < 50; i++) {
        put(store, key("/other/" + i), body(50_000, 100 + i));
      }
      byte[] bytes = new byte[50_000];
      reader.at(0).get(bytes);
      assertArrayEquals(body(50_000, 1), bytes);
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a         | /a              | true
          /a         | /A              | false
          /a         | /a/             | false
          /a/        | /a              | false
          /a         | /a?x=1          | false
          /a?x=1     | /a?x=1          | true
          /a?x=1     | /a?x=2          | false
          /a?x=1     | /a              | false
          /a?        | /a?             | true
          /a?        | /a              | false
          /a*        | /a              | true
          /a*        | /a?x=1          | true
          /a*        | /ab/c           | true
          /a?x*      | /a?x=1          | true
          /a?x*      | /a?y=1          | false
          /a?x*      | /a              | false
          /a?x=1&y*  | /a?x=1&y=2      | true
          /images/*  | /images/        | true
          /images/*  | /images         | false
          /images/*  | /images/b/c.gif | true
          /images/*  | /image          | false
          /f.*       | /f.html         | true
          /f.*       | /f              | false
          /*         | /               | true
          /*         | /a/b?c          | true
          /a*b       | /axb            | false
          /a*b       | /a*b            | true
          /*.gif     | /b.gif          | false
          /%61       | /a              | true
          /a         | /%61            | true
          /a%2Fb     | /a/b            | false
          /a%2fb     | /a%2fb          | true
          /%7Eu/*    | /~u/x           | true
          /~u/*      | /%7eu/x         | true
          /a%4*      | /a%41           | true
          /a?q=%7E   | /a?q=~          | true
          """)
  void invalidationCoversExactlyWhatItsPathMeans(String path, String stored, boolean covered) {
    put(store, key(stored), body(10, 1));
    put(store, key(stored, "cookie", "c"), body(10, 2));
    invalidate(store, path);
    assertEquals(covered ? 0 : 1, store.find(key(stored)).length);
    assertEquals(covered ? 0 : 1, store.find(key(stored, "cookie", "c")).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a*", "/*"})
  void fillThatBeganBeforeAnInvalidationIsNotKept(String path) {
    long stamp = store.stamp();
    ResponseWriter begun = store.begin(KEY, head(), 3, stamp);
    assertNotNull(begun);
    begun.write(ByteBuffer.wrap(body(3, 1)));
    invalidate(store, path);
    assertNull(begun.commit());
    ResponseWriter late = store.begin(KEY, head(), 3, stamp);
    assertTrue(late == null || !late.write(ByteBuffer.wrap(body(3, 1))) || late.commit() == null);
    assertEquals(0, store.find(KEY).length);
    StoredResponse after = put(store, KEY, body(3, 2));
    assertSame(after, store.find(KEY)[0], "a fill that begins afterwards is kept");
  }

  @Test
  void fillOfAnotherPathIsNotDisturbedByAnInvalidation() {
    ResponseWriter writer = begin(store, KEY, head(), 3);
    writer.write(ByteBuffer.wrap(body(3, 1)));
    invalidate(store, "/b", "/c*");
    store.invalidate(Invalidation.of("E2", List.of("/*", "/a"), false, 0));
    StoredResponse stored = writer.commit();
    assertNotNull(stored);
    assertSame(stored, store.find(KEY)[0]);
  }

  @Test
  void fillOlderThanManyInvalidationsIsNeverKeptByMistake() {
    long stamp = store.stamp();
    invalidate(store, "/a", "/w/*");
    for (int i = 0; i < 10_000; i++) {
      invalidate(store, "/x" + i);
    }
    for (int i = 0; i < 300; i++) {
      invalidate(store, "/y" + i + "/*");
    }
    for (String path : List.of("/a", "/w/x")) {
      ResponseWriter writer = store.begin(key(path), head(), 0, stamp);
      assertTrue(writer == null || writer.commit() == null);
      assertEquals(0, store.find(key(path)).length);
    }
  }

  @Test
  void manyWildcardsInARowHitWhatTheyCoverAndNothingElse() {
    for (int i = 0; i < 500; i++) {
      put(store, key("/p" + i + "/x"), body(10, i));
    }
    for (int i = 0; i < 500; i += 2) {
      invalidate(store, "/p" + i + "/*");
    }
    for (int i = 0; i < 500; i++) {
      assertEquals(i % 2, store.find(key("/p" + i + "/x")).length, "/p" + i);
    }
  }

  @Test
  void clearRemovesOneDistribution() {
    CacheKey elsewhere = new CacheKey("E2", "/a", null, new String[] {});
    put(store, KEY, body(10, 1));
    put(store, elsewhere, body(10, 2));
    ResponseWriter writer = begin(store, key("/b"), head(), 0);
    invalidate(store, "/*");
    assertEquals(0, store.find(KEY).length);
    assertNull(writer.commit());
    assertEquals(1, store.find(elsewhere).length);
  }

  @ParameterizedTest(name = "#{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a     | a       | true
          A     | a       | true
          a     | ab      | false
          a*    | ab      | false
          a*    | a*      | true
          b     | a,b,c   | true
          x:1/2 | x:1/2   | true
          d     | a,b,c   | false
          """)
  void invalidationByTagCoversEveryResponseThatHasIt(String tag, String tags, boolean covered) {
    StoredHead tagged = head().withTags(List.of(tags.split(",", -1)));
    put(store, key("/a"), tagged, body(10, 1));
    put(store, key("/b/c?d", "cookie", "c"), tagged, body(10, 2));
    StoredResponse untagged = put(store, key("/plain"), body(10, 3));
    invalidate(store, "#" + tag);
    assertEquals(covered ? 0 : 1, store.find(key("/a")).length);
    assertEquals(covered ? 0 : 1, store.find(key("/b/c?d", "cookie", "c")).length);
    assertSame(untagged, store.find(key("/plain"))[0]);
    put(store, key("/a"), tagged, body(10, 4));
    assertEquals(1, store.find(key("/a")).length, "what is stored afterwards stays");
  }

  @Test
  void tagOfAnotherDistributionIsNotMeant() {
    put(store, KEY, head().withTags(List.of("t")), body(10, 1));
    store.invalidate(Invalidation.of("E2", List.of("#t"), false, 0));
    assertEquals(1, store.find(KEY).length);
  }

  @Test
  void tagsOfAFillUnderWayCount() {
    long stamp = store.stamp();
    StoredHead tagged = head().withTags(List.of("t"));
    ResponseWriter begun = store.begin(KEY, tagged, 0, stamp);
    ResponseWriter untagged = store.begin(key("/b"), head(), 0, stamp);
    assertNotNull(begun);
    assertNotNull(untagged);
    invalidate(store, "#t");
    assertNull(begun.commit());
    assertNotNull(untagged.commit());
    ResponseWriter late = store.begin(KEY, tagged, 0, stamp);
    assertTrue(late == null || late.commit() == null);
    assertEquals(0, store.find(KEY).length);
  }

  @Test
  void refreshMayBringOtherTags() {
    StoredResponse old = put(store, KEY, head().withTags(List.of("old")), body(10, 1));
    assertTrue(store.refresh(old, head().withTags(List.of("new")), store.stamp()));
    invalidate(store, "#old");
    assertEquals(1, store.find(KEY).length);
    long stamp = store.stamp();
    invalidate(store, "#later");
    assertFalse(
        store.refresh(store.find(KEY)[0], head().withTags(List.of("later")), stamp),
        "the confirmation is older than the invalidation of its tag");
    invalidate(store, "#new");
    assertEquals(0, store.find(KEY).length);
  }

  @Test
  void manyTagsInARowHitWhatHasThemAndNothingElse() {
    for (int i = 0; i < 100; i++) {
      put(store, key("/" + i), head().withTags(List.of("t" + i)), body(10, i));
    }
    long stamp = store.stamp();
    for (int i = 0; i < 5_000; i++) {
      invalidate(store, "#" + (i < 50 ? "t" : "other") + i);
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(i < 50 ? 0 : 1, store.find(key("/" + i)).length, "/" + i);
    }
    StoredHead tagged = head().withTags(List.of("t1"));
    ResponseWriter old = store.begin(key("/x"), tagged, 0, stamp);
    assertTrue(old == null || old.commit() == null, "older than all that is remembered");
    put(store, key("/y"), tagged, body(10, 1));
    assertEquals(1, store.find(key("/y")).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a*", "/*", "#t"})
  void softInvalidationMarksAndKeeps(String item) {
    StoredHead tagged = head().withTags(List.of("t"));
    StoredResponse stored = put(store, KEY, tagged, body(10, 1));
    StoredResponse other = put(store, new CacheKey("E2", "/a", null, new String[] {}), body(1, 1));
    long stamp = store.stamp();
    ResponseWriter writer = begin(store, key("/a", "host", "x"), tagged, 0);
    assertEquals(Long.MAX_VALUE, stored.staleFromMillis());
    invalidateSoftly(store, 5_000, item);
    assertSame(stored, store.find(KEY)[0]);
    assertEquals(5_000, stored.staleFromMillis());
    assertEquals(Long.MAX_VALUE, store.find(other.key())[0].staleFromMillis());
    assertArrayEquals(body(10, 1), readAll(store, stored));
    StoredResponse late = writer.commit();
    assertNotNull(late);
    assertEquals(5_000, late.staleFromMillis(), "a fill that was under way is stale as well");
    assertTrue(store.refresh(stored, tagged, stamp));
    assertEquals(5_000, store.find(KEY)[0].staleFromMillis(), "the validation began before");
    assertTrue(store.refresh(store.find(KEY)[0], tagged, store.stamp()));
    assertEquals(Long.MAX_VALUE, store.find(KEY)[0].staleFromMillis());
  }

  @Test
  void newHeadOfTheSameAnswerIsTakenHoweverOldItIs() {
    StoredResponse stored = put(store, KEY, head().withTags(List.of("t")), body(10, 1));
    invalidateSoftly(store, 5_000, "/a");
    for (int i = 0; i < 5_000; i++) {
      invalidate(store, "/x" + i);
    }
    assertTrue(store.refresh(stored, head().withTags(List.of("t")), stored.stamp()));
    assertEquals(5_000, store.find(KEY)[0].staleFromMillis(), "and is as stale as before");
    assertFalse(
        store.refresh(store.find(KEY)[0], head().withTags(List.of("u")), stored.stamp()),
        "other tags may have been invalidated in between");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a*", "#t"})
  void softInvalidationDoesNotSaveWhatIsRemoved(String item) {
    StoredHead tagged = head().withTags(List.of("t"));
    put(store, KEY, tagged, body(10, 1));
    ResponseWriter writer = begin(store, key("/a", "host", "x"), tagged, 0);
    invalidate(store, item);
    invalidateSoftly(store, 5_000, item);
    assertEquals(0, store.find(KEY).length);
    assertNull(writer.commit());
    invalidateSoftly(store, 5_000, item);
    invalidate(store, item);
    assertEquals(0, store.find(KEY).length);
  }

  @Test
  void wholePathsMayHaveAnyCharacters() {
    put(store, key("/a*"), body(10, 1));
    put(store, key("/ab"), body(10, 2));
    store.invalidate(Invalidation.ofPaths(DISTRIBUTION, List.of("/a*"), 0));
    assertEquals(0, store.find(key("/a*")).length);
    assertEquals(1, store.find(key("/ab")).length);
  }

  @Test
  void visitShowsOneDistributionUntilTheVisitorHasEnough() {
    put(store, key("/a"), body(10, 1));
    put(store, key("/b"), body(10, 1));
    put(store, key("/c/d"), body(10, 1));
    put(store, new CacheKey("E2", "/e", null, new String[] {}), body(10, 1));
    invalidate(store, "/c*");
    List<String> seen = new ArrayList<>();
    store.visit(DISTRIBUTION, stored -> seen.add(stored.key().path()));
    seen.sort(null);
    assertEquals(List.of("/a", "/b"), seen);
    List<StoredResponse> first = new ArrayList<>();
    store.visit(DISTRIBUTION, stored -> !first.add(stored));
    assertEquals(1, first.size());
  }

  @Test
  void closedStoreFindsAndKeepsNothing() {
    StoredResponse stored = put(store, KEY, body(10, 1));
    ResponseWriter writer = begin(store, key("/b"), head(), 2);
    store.close();
    store.close();
    assertEquals(0, store.find(KEY).length);
    assertNull(store.read(stored));
    assertNull(store.begin(KEY, head(), 1, store.stamp()));
    assertFalse(store.refresh(stored, head(), store.stamp()));
    writer.write(ByteBuffer.wrap(body(2, 1)));
    assertNull(writer.commit());
    invalidate(store, "/a", "/*");
    invalidate(store, "/*");
    assertEquals(0, store.statistics().entries());
  }
}
