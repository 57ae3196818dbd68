// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

  @Test
  void keysThatLookAlikeWhenPutTogetherAreNotEqual() {
    List<CacheKey> keys =
        List.of(
            new CacheKey("E1", "/a", null, new String[] {}),
            new CacheKey("E1", "/a", "", new String[] {}),
            new CacheKey("E1", "/a", "b", new String[] {}),
            new CacheKey("E1", "/a?b", null, new String[] {}),
            new CacheKey("E1", "/a", null, new String[] {"x", ""}),
            new CacheKey("E1", "/a", null, new String[] {"", "x"}),
            new CacheKey("E1", "/a", null, new String[] {"x", "y"}),
            new CacheKey("E1", "/a", null, new String[] {"x", "", "y", ""}),
            new CacheKey("E1", "/a", null, new String[] {"x=", "y"}),
            new CacheKey("E1", "/a", null, new String[] {"x", "=y"}),
            new CacheKey("E2", "/a", null, new String[] {}));
    for (int i = 0; i < keys.size(); i++) {
      for (int j = 0; j < keys.size(); j++) {
        assertEquals(i == j, keys.get(i).equals(keys.get(j)), i + " and " + j);
        assertEquals(i == j, keys.get(i).compareTo(keys.get(j)) == 0, i + " and " + j);
      }
    }
  }

  @Test
  void equalFieldsMakeEqualKeys() {
    CacheKey one = new CacheKey("E1", "/a", "b=1", new String[] {"host", "h"});
    CacheKey other = new CacheKey("E1", "/a", "b=1", new String[] {"host", "h"});
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertEquals("/a?b=1", one.pathAndQuery());
    assertNotEquals(one.pathAndQuery(), one.path());
  }

  @Test
  void aNameWithoutAValueIsRefused() {
    String[] parts = {"host"};
    assertThrows(IllegalArgumentException.class, () -> new CacheKey("E1", "/a", null, parts));
  }

  @Test
  void manyKeysWithTheSameHashStayFindable() {
    Map<CacheKey, Integer> map = new HashMap<>();
    for (int i = 0; i < 1 << 12; i++) {
      map.put(new CacheKey("E1", colliding(i), null, new String[] {}), i);
    }
    assertEquals(1 << 12, map.size());
    for (int i = 0; i < 1 << 12; i++) {
      assertEquals(i, map.get(new CacheKey("E1", colliding(i), null, new String[] {})));
    }
    assertTrue(colliding(0).hashCode() == colliding(1).hashCode());
  }

  /** "Aa" and "BB" have the same hash, and so has every row of them. */
  private static String colliding(int number) {
    StringBuilder path = new StringBuilder("/");
    for (int bit = 0; bit < 12; bit++) {
      path.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return path.toString();
  }
}
