// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a token is good for (RFC 9246, 2.1.15): one by its hash, or all that a regular
 * expression takes as a whole.
 */
final class UriContainer {
  private static final int LONGEST_REGEX = 2048;

  /** What all counted repetitions of an expression may multiply to: each is written out. */
  private static final long MOST_REPEATED = 10_000;

  private static final String REGEX = "regex:";
  private static final String HASH = "hash:sha-256;";

  /** A container that is not understood, so that it holds nothing. */
  private static final UriContainer NOTHING = new UriContainer(null, null);

  private final byte @Nullable [] hash;
  private final @Nullable Pattern regex;

  private UriContainer(byte @Nullable [] hash, @Nullable Pattern regex) {
    this.hash = hash;
    this.regex = regex;
  }

  static UriContainer of(String container) {
    if (container.startsWith(HASH)) {
      return new UriContainer(
          container.substring(HASH.length()).getBytes(StandardCharsets.US_ASCII), null);
    }
    if (!container.startsWith(REGEX)
        || container.length() > LONGEST_REGEX
        || repeats(container) > MOST_REPEATED) {
      return NOTHING;
    }
    try {
      return new UriContainer(null, Pattern.compile(container.substring(REGEX.length())));
    } catch (PatternSyntaxException e) {
      return NOTHING;
    }
  }

  /** The product of all counts as if each stood in the next; stops once it is too much. */
  private static long repeats(String regex) {
    long product = 1;
    for (int at = regex.indexOf('{');
        at >= 0 && product <= MOST_REPEATED;
        at = regex.indexOf('{', at + 1)) {
      long count = 0;
      long most = 1;
      for (int i = at + 1; i < regex.length() && count <= MOST_REPEATED; i++) {
        char c = regex.charAt(i);
        if (c != ',' && (c < '0' || c > '9')) {
          break;
        }
        count = c == ',' ? 0 : count * 10 + c - '0';
        most = Math.max(most, count);
      }
      product *= most;
    }
    return product;
  }

  boolean holds(String uri) {
    if (hash != null) {
      return MessageDigest.isEqual(
          hash, Base64.getUrlEncoder().withoutPadding().encode(sha256(uri)));
    }
    return regex != null && regex.matches(uri);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 belongs to every Java runtime", e);
    }
  }
}
