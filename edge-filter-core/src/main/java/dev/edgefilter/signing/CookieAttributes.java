// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import org.jspecify.annotations.Nullable;

/**
 * The attributes that signed cookies are set with (RFC 6265, 4.1.2); immutable.
 *
 * <p>There is no expiry among them: the policy ends the grant, and a cookie of the session takes no
 * trace of it to the next.
 */
public final class CookieAttributes {
  private final @Nullable String domain;
  private final @Nullable String path;
  private final boolean secure;
  private final boolean httpOnly;
  private final @Nullable SameSite sameSite;

  private CookieAttributes(Builder builder) {
    this.domain = builder.domain;
    this.path = builder.path;
    this.secure = builder.secure;
    this.httpOnly = builder.httpOnly;
    this.sameSite = builder.sameSite;
  }

  /** Whether browsers send a cookie with requests that other sites cause. */
  public enum SameSite {
    /** Never. */
    STRICT("Strict"),
    /** With top-level navigation only. */
    LAX("Lax"),
    /** Always; needs {@code Secure}. */
    NONE("None");

    private final String token;

    SameSite(String token) {
      this.token = token;
    }
  }

  /** Starts with {@code Secure} and {@code HttpOnly} and nothing else. */
  public static Builder builder() {
    return new Builder();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    if (domain != null) {
      text.append("; Domain=").append(domain);
    }
    if (path != null) {
      text.append("; Path=").append(path);
    }
    if (secure) {
      text.append("; Secure");
    }
    if (httpOnly) {
      text.append("; HttpOnly");
    }
    if (sameSite != null) {
      text.append("; SameSite=").append(sameSite.token);
    }
    return text.toString();
  }

  /** Collects attributes; used by one thread at a time. */
  public static final class Builder {
    private @Nullable String domain;
    private @Nullable String path;
    private boolean secure = true;
    private boolean httpOnly = true;
    private @Nullable SameSite sameSite;

    private Builder() {}

    /**
     * Sets the domain, sub-domains included; without one only the host that set the cookies gets
     * them back.
     *
     * @throws IllegalArgumentException if it holds other than letters, digits, dots and hyphens
     */
    public Builder domain(String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (!Character.isLetterOrDigit(c) && c != '.' && c != '-') {
          throw new IllegalArgumentException("domain \"" + value + "\" is no domain name");
        }
      }
      SignableUrl.checkCharacters("domain", value);
      this.domain = value;
      return this;
    }

    /**
     * Sets the path below which browsers send the cookies, such as {@code /video}; without one it
     * is the folder of the URL that set them. Browsers take a star literally.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, or holds {@code ;} or
     *     {@code *}
     */
    public Builder path(String value) {
      SignableUrl.checkCharacters("path", value);
      if (value.charAt(0) != '/' || value.indexOf(';') >= 0 || value.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "path \"" + value + "\" must begin with a slash and hold no ; or *");
      }
      this.path = value;
      return this;
    }

    /** Sets whether the cookies are sent over https only; true unless set. */
    public Builder secure(boolean value) {
      this.secure = value;
      return this;
    }

    /** Sets whether the cookies are hidden from scripts; true unless set. */
    public Builder httpOnly(boolean value) {
      this.httpOnly = value;
      return this;
    }

    /** Sets whether other sites' requests carry the cookies; unset unless set. */
    public Builder sameSite(SameSite value) {
      this.sameSite = value;
      return this;
    }

    /**
     * Makes the attributes.
     *
     * @throws IllegalArgumentException if they are {@code SameSite=None} but not {@code Secure},
     *     which browsers reject
     */
    public CookieAttributes build() {
      if (sameSite == SameSite.NONE && !secure) {
        throw new IllegalArgumentException("sameSite NONE needs secure");
      }
      return new CookieAttributes(this);
    }
  }
}
