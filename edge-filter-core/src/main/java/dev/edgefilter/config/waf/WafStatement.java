// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which requests a rule matches. A part that a request does not have never matches. */
public sealed interface WafStatement {

  /**
   * Compares a part with a text.
   *
   * @param search the text as bytes, each character being one of them (ISO 8859-1)
   */
  record ByteMatch(
      FieldToMatch field,
      List<TextTransformation> transformations,
      Position position,
      String search)
      implements WafStatement {
    /** Where the text must stand. */
    public enum Position {
      EXACTLY,
      STARTS_WITH,
      ENDS_WITH,
      CONTAINS,
      CONTAINS_WORD
    }

    /** Copies the list. */
    public ByteMatch {
      Objects.requireNonNull(field, "field");
      transformations = List.copyOf(transformations);
      Objects.requireNonNull(position, "position");
      Objects.requireNonNull(search, "search");
    }

    /** Compares a part, after transformations, with a text in UTF-8. */
    public static ByteMatch of(
        FieldToMatch field, Position position, String text, TextTransformation... transformations) {
      return new ByteMatch(
          field,
          List.of(transformations),
          position,
          new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
  }

  /** Looks for a regular expression in a part. */
  record RegexMatch(FieldToMatch field, List<TextTransformation> transformations, String regex)
      implements WafStatement {
    /** Copies the list. */
    public RegexMatch {
      Objects.requireNonNull(field, "field");
      transformations = List.copyOf(transformations);
      Objects.requireNonNull(regex, "regex");
    }
  }

  /**
   * Looks for any regular expression of a set in a part.
   *
   * @param set ARN, id or name of the set
   */
  record RegexSet(FieldToMatch field, List<TextTransformation> transformations, String set)
      implements WafStatement {
    /** Copies the list. */
    public RegexSet {
      Objects.requireNonNull(field, "field");
      transformations = List.copyOf(transformations);
      Objects.requireNonNull(set, "set");
    }
  }

  /** Compares the length of a part, in bytes after the transformations. */
  record Size(
      FieldToMatch field,
      List<TextTransformation> transformations,
      Comparison comparison,
      long size)
      implements WafStatement {
    /** How it is compared. */
    public enum Comparison {
      EQ,
      NE,
      LE,
      LT,
      GE,
      GT
    }

    /** Copies the list. */
    public Size {
      Objects.requireNonNull(field, "field");
      transformations = List.copyOf(transformations);
      Objects.requireNonNull(comparison, "comparison");
    }
  }

  /**
   * Is the viewer's address in a set.
   *
   * @param set ARN, id or name of the set
   * @param forwarded where the address is taken from; null for the viewer's own
   */
  record IpSet(String set, @Nullable ForwardedIp forwarded) implements WafStatement {
    /** Refuses null. */
    public IpSet {
      Objects.requireNonNull(set, "set");
    }
  }

  /** Is the viewer in one of these countries. */
  record Geo(List<String> countries, @Nullable ForwardedIp forwarded) implements WafStatement {
    /** Copies the list. */
    public Geo {
      countries = List.copyOf(countries);
    }
  }

  /** Does the viewer's address belong to one of these autonomous systems; 0 stands for unknown. */
  record Asn(List<Long> numbers, @Nullable ForwardedIp forwarded) implements WafStatement {
    /** Copies the list. */
    public Asn {
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * Has an earlier rule labelled the request.
   *
   * @param namespace whether the key is one or more namespaces, else a label
   */
  record Label(boolean namespace, String key) implements WafStatement {
    /** Refuses null. */
    public Label {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * Are there more requests of the same kind than a limit within a window.
   *
   * @param limit how many may pass
   * @param windowSeconds 60, 120, 300 or 600
   * @param aggregation what makes requests the same kind
   * @param keys for {@code CUSTOM_KEYS}
   * @param forwarded for addresses from a header
   * @param scopeDown which requests are counted at all; null for all
   */
  record RateBased(
      long limit,
      int windowSeconds,
      Aggregation aggregation,
      List<RateKey> keys,
      @Nullable ForwardedIp forwarded,
      @Nullable WafStatement scopeDown)
      implements WafStatement {
    /** What makes requests the same kind. */
    public enum Aggregation {
      IP,
      FORWARDED_IP,
      CUSTOM_KEYS,
      /** All requests are of one kind. */
      CONSTANT
    }

    /** Copies the keys. */
    public RateBased {
      Objects.requireNonNull(aggregation, "aggregation");
      keys = List.copyOf(keys);
    }

    /** Counts by the viewer's address. */
    public static RateBased byAddress(long limit, int windowSeconds) {
      return new RateBased(limit, windowSeconds, Aggregation.IP, List.of(), null, null);
    }
  }

  /**
   * Asks the rules of a group; only as the whole statement of a web ACL's rule.
   *
   * @param group ARN, id or name of the group
   * @param overrides other actions for rules of the group, by name
   */
  record RuleGroup(String group, Map<String, WafAction> overrides) implements WafStatement {
    /** Copies the map. */
    public RuleGroup {
      Objects.requireNonNull(group, "group");
      overrides = Map.copyOf(overrides);
    }
  }

  /** Do all of them match. */
  record And(List<WafStatement> statements) implements WafStatement {
    /** Copies the list. */
    public And {
      statements = List.copyOf(statements);
    }
  }

  /** Does any of them match. */
  record Or(List<WafStatement> statements) implements WafStatement {
    /** Copies the list. */
    public Or {
      statements = List.copyOf(statements);
    }
  }

  /** Does it not match. */
  record Not(WafStatement statement) implements WafStatement {
    /** Refuses null. */
    public Not {
      Objects.requireNonNull(statement, "statement");
    }
  }
}
