// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of the latest encoded bodies what {@code explain} tells and how often they are used.
 *
 * <p>A table of fixed size by the body's id: one body may displace another, which is then only not
 * encoded once more.
 */
final class CodedBodies {

  private static final int SLOTS = 8192;

  private final AtomicReferenceArray<@Nullable CodedStored> slots =
      new AtomicReferenceArray<>(SLOTS);

  void add(CodedStored body) {
    slots.set(slot(body.id()), body);
  }

  @Nullable CodedStored find(long id) {
    CodedStored body = slots.get(slot(id));
    return body != null && body.id() == id ? body : null;
  }

  private static int slot(long id) {
    return (int) (id ^ (id >>> 32)) & (SLOTS - 1);
  }
}
