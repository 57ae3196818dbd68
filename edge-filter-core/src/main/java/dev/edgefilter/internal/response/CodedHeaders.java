// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.Vary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What compression changes in the headers of a response (CloudFront: Serving compressed files). */
public final class CodedHeaders {

  /** They are about the bytes as the origin sent them (RFC 9530; RFC 1864). */
  private static final List<String> OF_BYTES =
      List.of("Content-Length", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest");

  private CodedHeaders() {}

  /** The headers of a response that the edge encodes. */
  public static Headers encoded(Headers headers, String coding) {
    Headers.Builder changed = headers.toBuilder();
    for (String name : OF_BYTES) {
      changed.remove(name);
    }
    changed.set("Content-Encoding", coding);
    weaken(changed, headers);
    addVary(changed, headers);
    return changed.build();
  }

  /**
   * The headers of a stored response that the origin has confirmed: what is true of the bytes it
   * has is made true of the encoded ones again.
   *
   * @param stored the headers before
   * @param ofOrigin the origin's own entity tag before
   * @param merged the same with those of the 304 in them
   */
  public static Headers confirmed(Headers stored, @Nullable EntityTag ofOrigin, Headers merged) {
    if (!stored.contains("Content-Encoding")) {
      return merged;
    }
    Headers.Builder changed = merged.toBuilder();
    if (Vary.parse(stored.all("Vary")).names().contains("accept-encoding")) {
      addVary(changed, merged);
    }
    if (isWeakened(stored, ofOrigin)) {
      for (String name : OF_BYTES) {
        if (!name.equals("Content-Length")) {
          changed.remove(name);
        }
      }
      weaken(changed, merged);
    }
    return changed.build();
  }

  /** Whether viewers get a weak entity tag in place of the origin's strong one. */
  public static boolean isWeakened(Headers headers, @Nullable EntityTag ofOrigin) {
    String sent = headers.first("ETag");
    return ofOrigin != null && !ofOrigin.weak() && sent != null && sent.startsWith("W/");
  }

  /** Strong tags become weak, weak ones stay, broken ones go. */
  private static void weaken(Headers.Builder changed, Headers headers) {
    String tag = headers.first("ETag");
    if (tag == null || tag.startsWith("W/")) {
      return;
    }
    if (tag.startsWith("\"")) {
      changed.set("ETag", "W/" + tag);
    } else {
      changed.remove("ETag");
    }
  }

  private static void addVary(Headers.Builder changed, Headers headers) {
    Vary vary = Vary.parse(headers.all("Vary"));
    if (!vary.any() && !vary.names().contains("accept-encoding")) {
      changed.add("Vary", "Accept-Encoding");
    }
  }
}
