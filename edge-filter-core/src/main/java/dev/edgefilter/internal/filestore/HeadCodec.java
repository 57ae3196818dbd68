// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns heads into bytes and back; what it reads back is equal or refused. */
final class HeadCodec {
  private HeadCodec() {}

  static byte[] encode(FileHead file) {
    Encoder out = new Encoder();
    putKey(out, file.key());
    out.putLong(file.stamp());
    out.putLong(file.staleFromMillis());
    StoredHead head = file.head();
    out.putInt(head.status());
    putHeaders(out, head.headers());
    out.putTexts(head.varyNames());
    out.putTexts(head.varyValues());
    out.putLong(head.arrivalMillis());
    out.putLong(head.initialAgeMillis());
    out.putLong(head.lifetimeMillis());
    out.putLong(head.staleWhileRevalidateMillis());
    out.putLong(head.staleIfErrorMillis());
    out.putByte(head.mustRevalidate() ? 1 : 0);
    out.putByte(head.alwaysValidate() ? 1 : 0);
    EntityTag tag = head.entityTag();
    out.putText(tag == null ? null : tag.opaque());
    out.putByte(tag != null && tag.weak() ? 1 : 0);
    out.putLong(head.lastModifiedMillis());
    out.putTexts(head.tags());
    return out.toBytes();
  }

  static FileHead decode(ByteBuffer bytes) throws CorruptFileException {
    try {
      Decoder in = new Decoder(bytes);
      CacheKey key = readKey(in);
      long stamp = in.readLong();
      long staleFromMillis = in.readLong();
      FileHead head = new FileHead(key, readHead(in), stamp, staleFromMillis);
      in.expectEnd();
      return head;
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException("a head holds what no head may hold", e);
    }
  }

  private static void putKey(Encoder out, CacheKey key) {
    out.putText(key.distributionId());
    out.putText(key.path());
    out.putText(key.query());
    String[] parts = key.parts();
    out.putInt(parts.length);
    for (String part : parts) {
      out.putText(part);
    }
  }

  private static CacheKey readKey(Decoder in) throws CorruptFileException {
    String distributionId = in.readText();
    String path = in.readText();
    String query = in.readOptionalText();
    String[] parts = in.readTexts().toArray(new String[0]);
    return new CacheKey(distributionId, path, query, parts);
  }

  private static void putHeaders(Encoder out, Headers headers) {
    out.putInt(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      out.putText(headers.name(i));
      out.putText(headers.value(i));
    }
  }

  private static Headers readHeaders(Decoder in) throws CorruptFileException {
    int lines = in.readCount(2 * Integer.BYTES);
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < lines; i++) {
      headers.add(in.readText(), in.readText());
    }
    return headers.build();
  }

  private static StoredHead readHead(Decoder in) throws CorruptFileException {
    return new StoredHead(
        in.readInt(),
        readHeaders(in),
        in.readTexts(),
        in.readTexts(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readBoolean(),
        readEntityTag(in),
        in.readLong(),
        in.readTexts());
  }

  private static @Nullable EntityTag readEntityTag(Decoder in) throws CorruptFileException {
    String opaque = in.readOptionalText();
    boolean weak = in.readBoolean();
    return opaque == null ? null : new EntityTag(opaque, weak);
  }
}
