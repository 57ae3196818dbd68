// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A key value store that functions read, with what it holds at first.
 *
 * @param name its name, {@code [a-zA-Z0-9-_]{1,64}}
 * @param id its id; the name when it was given none
 * @param arn its ARN; may be empty
 * @param data what it is filled with when it is created (CloudFront: import source), in order
 */
public record KeyValueStoreConfig(String name, String id, String arn, Map<String, String> data) {
  /** Copies the data. */
  public KeyValueStoreConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(arn, "arn");
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** A store whose id is its name. */
  public static KeyValueStoreConfig of(String name, Map<String, String> data) {
    return new KeyValueStoreConfig(name, name, "", data);
  }

  /** Whether a function that names a store means this one. */
  public boolean isNamed(String arnIdOrName) {
    return arnIdOrName.equals(name)
        || arnIdOrName.equals(id)
        || (!arn.isEmpty() && arnIdOrName.equals(arn))
        || (arn.isEmpty() && endsWithSlashAnd(arnIdOrName, id))
        || (arn.isEmpty() && endsWithSlashAnd(arnIdOrName, name));
  }

  private static boolean endsWithSlashAnd(String arn, String last) {
    return arn.startsWith("arn:") && arn.endsWith("/" + last);
  }
}
