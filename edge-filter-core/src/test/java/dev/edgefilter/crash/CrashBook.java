// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps account of what each key may hold, from what the killed process said. */
final class CrashBook {
  /** What a key may hold; null for nothing, and for what was not begun. */
  private static final class Key {
    private Long version;
    private Long refresh;
    private Long begunVersion;
    private Long begunRefresh;
    private boolean invalidating;

    private void hold(Long newVersion, Long newRefresh) {
      version = newVersion;
      refresh = newRefresh;
      begunVersion = null;
      begunRefresh = null;
      invalidating = false;
    }

    private boolean mayHold(long found) {
      return (version != null && version == found)
          || (begunVersion != null && begunVersion == found);
    }

    private boolean mayHold(long found, long foundRefresh) {
      if (begunVersion != null && begunVersion == found) {
        return foundRefresh == 0;
      }
      return version != null
          && version == found
          && (refresh == foundRefresh || (begunRefresh != null && begunRefresh == foundRefresh));
    }

    @Override
    public String toString() {
      return "version "
          + version
          + " refresh "
          + refresh
          + ", begun "
          + begunVersion
          + " and "
          + begunRefresh
          + (invalidating ? ", being invalidated" : "");
    }
  }

  private final Key[] keys = new Key[CrashData.KEYS];
  private final List<String> wrongs = new ArrayList<>();
  private final boolean evicting;
  private final Set<Integer> seen = new HashSet<>();
  private long changes;
  private long checked;

  CrashBook(boolean evicting) {
    this.evicting = evicting;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new Key();
    }
  }

  List<String> wrongs() {
    return wrongs;
  }

  /** The number of changes that were done. */
  long changes() {
    return changes;
  }

  /** The number of responses that were compared byte by byte. */
  long checked() {
    return checked;
  }

  void read(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "ready" -> {}
      case "wrong" -> wrongs.add(line);
      case "found" -> found(number(words), Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "shown" -> shown(words[1]);
      case "fill" -> keys[number(words)].begunVersion = Long.valueOf(words[2]);
      case "filled" -> filled(keys[number(words)]);
      case "refused" -> keys[number(words)].begunVersion = null;
      case "refresh" -> refresh(number(words), Long.parseLong(words[2]), Long.valueOf(words[3]));
      case "refreshed" -> refreshed(keys[number(words)]);
      case "unrefreshed" -> keys[number(words)].begunRefresh = null;
      case "exact" -> keys[number(words)].invalidating = true;
      case "exact-done" -> invalidated(keys[number(words)]);
      case "prefix" -> ofGroup(number(words)).forEach(key -> key.invalidating = true);
      case "prefix-done" -> ofGroup(number(words)).forEach(this::invalidated);
      default -> wrongs.add("unreadable: " + line);
    }
  }

  /** A process that died before it had shown all has shown nothing about the rest. */
  void endOfProcess() {
    seen.clear();
  }

  private void filled(Key key) {
    key.hold(key.begunVersion, 0L);
    changes++;
  }

  /** What it renews tells which of two was there: a killed process may have ended its fill. */
  private void refresh(int number, long version, Long begunRefresh) {
    Key key = keys[number];
    if (!key.mayHold(version)) {
      wrongs.add("key " + number + " had version " + version + ", expected " + key);
    }
    if (key.version == null || key.version != version) {
      key.hold(version, 0L);
    }
    key.begunRefresh = begunRefresh;
  }

  private void refreshed(Key key) {
    key.hold(key.version, key.begunRefresh);
    changes++;
  }

  private void invalidated(Key key) {
    key.hold(null, null);
    changes++;
  }

  private void found(int number, long version, long refresh) {
    seen.add(number);
    checked++;
    if (!keys[number].mayHold(version, refresh)) {
      wrongs.add(
          "key "
              + number
              + " has version "
              + version
              + " refresh "
              + refresh
              + ", expected "
              + keys[number]);
    }
    keys[number].hold(version, refresh);
  }

  /** All that is there has been told; what was not told is not there. */
  private void shown(String discarded) {
    if (!discarded.equals("0")) {
      wrongs.add(discarded + " files were discarded");
    }
    for (int i = 0; i < keys.length; i++) {
      Key key = keys[i];
      if (!seen.contains(i)) {
        if (!evicting) {
          if (key.version != null && !key.invalidating) {
            wrongs.add("key " + i + " is lost, expected " + key);
          }
          key.hold(null, null);
        }
        // What was evicted may be there again: a crash can come before its file is deleted.
      }
    }
    seen.clear();
  }

  private List<Key> ofGroup(int group) {
    int first = group * CrashData.KEYS_PER_GROUP;
    return List.of(keys).subList(first, first + CrashData.KEYS_PER_GROUP);
  }

  private static int number(String[] words) {
    return Integer.parseInt(words[1]);
  }
}
