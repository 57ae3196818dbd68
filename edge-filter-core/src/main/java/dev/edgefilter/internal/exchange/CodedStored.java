// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/** What is remembered of a stored body that the edge has encoded; any thread may ask. */
public final class CodedStored {

  private final long id;
  private final String coding;
  private final int level;
  private final long plainBytes;
  private final long codedBytes;
  private final AtomicInteger uses = new AtomicInteger();
  private volatile RecodeReason recoding;

  CodedStored(
      long id, String coding, int level, long plainBytes, long codedBytes, RecodeReason recoding) {
    this.id = id;
    this.coding = coding;
    this.level = level;
    this.plainBytes = plainBytes;
    this.codedBytes = codedBytes;
    this.recoding = recoding;
  }

  /** Names the body within its store. */
  long id() {
    return id;
  }

  /** The coding. */
  public String coding() {
    return coding;
  }

  /** At which level it was encoded. */
  public int level() {
    return level;
  }

  /** The length of the body as the origin sent it. */
  public long plainBytes() {
    return plainBytes;
  }

  /** The length of the body as it is stored. */
  public long codedBytes() {
    return codedBytes;
  }

  /** Whether it is or will be encoded once more. */
  public RecodeReason recoding() {
    return recoding;
  }

  void recoding(RecodeReason reason) {
    recoding = reason;
  }

  /** Counts a use; true for the one that reaches a number. */
  boolean usedFor(int times) {
    return uses.get() < times && uses.incrementAndGet() == times;
  }
}
