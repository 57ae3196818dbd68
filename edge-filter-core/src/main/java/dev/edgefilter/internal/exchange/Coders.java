// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content codings that work here, and what is remembered of bodies they have encoded.
 *
 * <p>Any number of threads may ask. A coder that fails leaves responses as they are from then on
 * for a minute.
 */
public final class Coders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Coders.class);
  private static final long REST_MILLIS = 60_000;

  private final @Nullable ContentCoder gzip;
  private final @Nullable ContentCoder brotli;
  private final CodedBodies bodies = new CodedBodies();
  private final Recoder recoder;
  private volatile long restsUntilMillis = Long.MIN_VALUE;

  /**
   * Takes the first available coder of each coding.
   *
   * @param recoder encodes popular bodies once more
   */
  public Coders(List<ContentCoder> coders, Recoder recoder) {
    this.gzip = first(coders, "gzip");
    this.brotli = first(coders, "br");
    this.recoder = recoder;
  }

  private static @Nullable ContentCoder first(List<ContentCoder> coders, String coding) {
    for (ContentCoder coder : coders) {
      if (coder.coding().equals(coding) && coder.available()) {
        return coder;
      }
    }
    return null;
  }

  /** True when brotli can be made here. */
  public boolean brotli() {
    return brotli != null;
  }

  @Nullable ContentCoder coder(String coding) {
    return coding.equals("br") ? brotli : gzip;
  }

  /** Starts to encode one body; null when the coder fails, or has failed a short while ago. */
  @Nullable CodedBody start(String coding, long nowMillis) {
    ContentCoder coder = coder(coding);
    if (coder == null || nowMillis < restsUntilMillis) {
      return null;
    }
    try {
      return new CodedBody(coder, coder.fastLevel());
    } catch (IOException | RuntimeException e) {
      failed(e, nowMillis);
      return null;
    }
  }

  /** Leaves responses as they are for a while. */
  void failed(Exception e, long nowMillis) {
    restsUntilMillis = nowMillis + REST_MILLIS;
    LOG.warn("Responses are not compressed for a minute", e);
  }

  /** Remembers a body that was encoded and stored. */
  void stored(StoredResponse stored, CodedBody body, long plainBytes) {
    ContentCoder coder = coder(body.coding());
    boolean best = coder == null || body.level() >= coder.bestLevel();
    bodies.add(
        new CodedStored(
            stored.id(),
            body.coding(),
            body.level(),
            plainBytes,
            stored.bodyBytes(),
            best ? RecodeReason.BEST : RecodeReason.NOT_POPULAR));
  }

  /** What is remembered of a stored body, or null. */
  public @Nullable CodedStored remembered(StoredResponse stored) {
    return bodies.find(stored.id());
  }

  /** A stored response was sent; the popular ones are encoded once more. */
  void used(StoredResponse stored, Services services) {
    CodedStored body = bodies.find(stored.id());
    if (body == null || body.recoding() != RecodeReason.NOT_POPULAR) {
      return;
    }
    ContentCoder coder = coder(body.coding());
    if (coder != null && body.usedFor(Recoder.USES)) {
      recoder.submit(new RecodeTask(stored, body, coder, services, bodies));
    }
  }

  /** Stops the worker. */
  @Override
  public void close() {
    recoder.close();
  }
}
