// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may not be used any more of what is stored, or only after the origin was asked (CloudFront:
 * Invalidating files). A response is meant when any path, prefix or tag means it.
 *
 * <p>Paths and prefixes are compared with the raw path and query of the key; every variant is
 * meant, whatever the headers and cookies. Percent-encoded unreserved characters (RFC 3986, 2.3)
 * equal the plain ones; case matters.
 *
 * @param distributionId the distribution whose responses are meant
 * @param paths whole paths with their queries
 * @param prefixes how paths with their queries begin; what follows may be anything
 * @param tags cache tags in lower case
 * @param soft true when responses are not removed but count as stale from then on
 * @param atMillis when this was asked for, in milliseconds since the epoch; what is marked stale
 *     counts as stale since then
 */
public record Invalidation(
    String distributionId,
    List<String> paths,
    List<String> prefixes,
    List<String> tags,
    boolean soft,
    long atMillis) {

  /** The longest item that {@link #of} takes, in characters. */
  public static final int MAX_ITEM_CHARACTERS = 4_000;

  /** The longest tag, in characters. */
  public static final int MAX_TAG_CHARACTERS = 256;

  /** Copies the lists. */
  public Invalidation {
    Objects.requireNonNull(distributionId, "distributionId");
    paths = List.copyOf(paths);
    prefixes = List.copyOf(prefixes);
    tags = List.copyOf(tags);
  }

  /**
   * Reads items as CloudFront writes them: a path; a path with an asterisk as the last character,
   * which stands for anything, also slashes and queries, while elsewhere it is an ordinary
   * character; or a number sign and a tag, whose case does not matter.
   *
   * @throws IllegalArgumentException with the first item that is none of these, and why
   */
  public static Invalidation of(
      String distributionId, List<String> items, boolean soft, long atMillis) {
    List<String> paths = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String item : items) {
      check(item);
      if (item.startsWith("#")) {
        tags.add(item.substring(1).toLowerCase(Locale.ROOT));
      } else if (item.endsWith("*")) {
        prefixes.add(item.substring(0, item.length() - 1));
      } else {
        paths.add(item);
      }
    }
    return new Invalidation(distributionId, paths, prefixes, tags, soft, atMillis);
  }

  /** Everything of a distribution, and what origins are about to answer for it. */
  public static Invalidation everything(String distributionId, long atMillis) {
    return of(distributionId, List.of("/*"), false, atMillis);
  }

  /** Some whole paths, whatever characters they have. */
  public static Invalidation ofPaths(String distributionId, List<String> paths, long atMillis) {
    return new Invalidation(distributionId, paths, List.of(), List.of(), false, atMillis);
  }

  /** Whether a text can be a cache tag: visible ASCII without a comma, not too long. */
  public static boolean isTag(String text) {
    boolean tag = !text.isEmpty() && text.length() <= MAX_TAG_CHARACTERS;
    for (int i = 0; tag && i < text.length(); i++) {
      char c = text.charAt(i);
      tag = c > ' ' && c <= '~' && c != ',';
    }
    return tag;
  }

  private static void check(String item) {
    String complaint = item.startsWith("#") ? tagComplaint(item) : pathComplaint(item);
    if (item.length() > MAX_ITEM_CHARACTERS) {
      complaint = "has " + item.length() + " characters, expected at most " + MAX_ITEM_CHARACTERS;
    }
    if (complaint != null) {
      String shown = item.substring(0, Math.min(item.length(), 100));
      throw new IllegalArgumentException("invalidation path \"" + shown + "\" " + complaint);
    }
  }

  private static @Nullable String tagComplaint(String item) {
    return isTag(item.substring(1))
        ? null
        : "is no tag; expected # and 1 to "
            + MAX_TAG_CHARACTERS
            + " visible ASCII characters without a comma";
  }

  private static @Nullable String pathComplaint(String item) {
    if (!item.startsWith("/")) {
      return "does not begin with a slash; write \"/" + item + "\"";
    }
    for (int i = 0; i < item.length(); i++) {
      char c = item.charAt(i);
      if (c <= ' ' || c > '~') {
        return "can match nothing; percent-encode the character at position " + i;
      }
    }
    return null;
  }
}
