// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.Objects;

/**
 * A body for custom responses.
 *
 * @param type its type
 * @param content its text
 */
public record CustomResponseBody(Type type, String content) {
  /** The types that a body can have. */
  public enum Type {
    TEXT_PLAIN("text/plain;charset=utf-8"),
    TEXT_HTML("text/html;charset=utf-8"),
    APPLICATION_JSON("application/json");

    private final String mediaType;

    Type(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
      return mediaType;
    }
  }

  /** Refuses null. */
  public CustomResponseBody {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(content, "content");
  }
}
