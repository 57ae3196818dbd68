// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What requests to origins are signed with.
 *
 * @param accessKeyId names the key
 * @param secretAccessKey the key
 * @param sessionToken comes with temporary keys, or null
 */
public record OriginCredentials(
    String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

  /** Checks that a key is there. */
  public OriginCredentials {
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    if (accessKeyId.isEmpty() || secretAccessKey.isEmpty()) {
      throw new IllegalArgumentException("the access key is empty");
    }
  }

  /** A lasting key. */
  public static OriginCredentials of(String accessKeyId, String secretAccessKey) {
    return new OriginCredentials(accessKeyId, secretAccessKey, null);
  }

  /** Leaves out the secrets. */
  @Override
  public String toString() {
    return "OriginCredentials[accessKeyId=" + accessKeyId + "]";
  }
}
