// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.InvalidationRefusedException.Reason;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Carries invalidations out and remembers the last ones, so that none is done twice. */
final class InvalidationLog {
  static final int MOST_KEPT = 1_000;
  static final int MOST_WILDCARDS = 15;

  private static final long MOST_CHARACTERS = 16L << 20;
  private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 13;

  private record Reference(String distributionId, String text) {

    static Reference of(InvalidationStatus status) {
      return new Reference(status.distributionId(), status.request().callerReference());
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();

  /** By id, the oldest first. */
  private final Map<String, InvalidationStatus> kept = new LinkedHashMap<>();

  private final Map<Reference, String> ids = new HashMap<>();
  private long characters;

  /** Invalidates, unless the same was asked for before. */
  InvalidationStatus create(
      String distributionId, InvalidationRequest request, ResponseStore store, Instant now) {
    if (request.paths().size() > InvalidationRequest.MAX_PATHS) {
      throw new InvalidationRefusedException(
          Reason.BATCH_TOO_LARGE,
          request.paths().size() + " paths, expected at most " + InvalidationRequest.MAX_PATHS);
    }
    Invalidation invalidation =
        Invalidation.of(distributionId, request.paths(), request.soft(), now.toEpochMilli());
    InvalidationStatus begun;
    lock.lock();
    try {
      InvalidationStatus before = earlier(distributionId, request);
      if (before != null) {
        return before;
      }
      checkInProgress(distributionId, invalidation);
      begun =
          new InvalidationStatus(
              newId(), distributionId, InvalidationStatus.State.IN_PROGRESS, now, request);
      keep(begun);
    } finally {
      lock.unlock();
    }
    store.invalidate(invalidation);
    return complete(begun);
  }

  /** Those of a distribution, the newest first. */
  List<InvalidationStatus> list(String distributionId) {
    List<InvalidationStatus> list = new ArrayList<>();
    lock.lock();
    try {
      for (InvalidationStatus status : kept.values()) {
        if (status.distributionId().equals(distributionId)) {
          list.add(status);
        }
      }
    } finally {
      lock.unlock();
    }
    Collections.reverse(list);
    return list;
  }

  @Nullable InvalidationStatus get(String distributionId, String id) {
    lock.lock();
    try {
      InvalidationStatus status = kept.get(id);
      return status != null && status.distributionId().equals(distributionId) ? status : null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable InvalidationStatus earlier(String distributionId, InvalidationRequest request) {
    String id = ids.get(new Reference(distributionId, request.callerReference()));
    InvalidationStatus before = id == null ? null : kept.get(id);
    if (before != null && !before.request().equals(request)) {
      throw new InvalidationRefusedException(
          Reason.ALREADY_EXISTS,
          "callerReference \""
              + request.callerReference()
              + "\" belongs to invalidation "
              + id
              + " of other paths; use another one");
    }
    return before;
  }

  private void checkInProgress(String distributionId, Invalidation added) {
    int wildcards = added.prefixes().size();
    int others = added.paths().size() + added.tags().size();
    for (InvalidationStatus status : kept.values()) {
      if (status.state() == InvalidationStatus.State.IN_PROGRESS
          && status.distributionId().equals(distributionId)) {
        int stars = wildcards(status.request().paths());
        wildcards += stars;
        others += status.request().paths().size() - stars;
      }
    }
    if (wildcards > MOST_WILDCARDS || others > InvalidationRequest.MAX_PATHS) {
      throw new InvalidationRefusedException(
          Reason.TOO_MANY_IN_PROGRESS,
          wildcards
              + " wildcards and "
              + others
              + " other paths at a time, expected at most "
              + MOST_WILDCARDS
              + " and "
              + InvalidationRequest.MAX_PATHS);
    }
  }

  private static int wildcards(List<String> paths) {
    int wildcards = 0;
    for (String path : paths) {
      wildcards += path.endsWith("*") && !path.startsWith("#") ? 1 : 0;
    }
    return wildcards;
  }

  private void keep(InvalidationStatus added) {
    kept.put(added.id(), added);
    ids.put(Reference.of(added), added.id());
    characters += characters(added);
    Iterator<InvalidationStatus> oldest = kept.values().iterator();
    while (kept.size() > MOST_KEPT || (characters > MOST_CHARACTERS && kept.size() > 1)) {
      InvalidationStatus forgotten = oldest.next();
      oldest.remove();
      ids.remove(Reference.of(forgotten));
      characters -= characters(forgotten);
    }
  }

  private static long characters(InvalidationStatus status) {
    long characters = status.request().callerReference().length();
    for (String path : status.request().paths()) {
      characters += path.length();
    }
    return characters;
  }

  private InvalidationStatus complete(InvalidationStatus begun) {
    InvalidationStatus done = begun.completed();
    lock.lock();
    try {
      kept.replace(done.id(), done);
    } finally {
      lock.unlock();
    }
    return done;
  }

  private String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH + 1).append('I');
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }
}
