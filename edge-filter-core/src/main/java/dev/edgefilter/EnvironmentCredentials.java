// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.origin.OriginCredentials;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as Amazon's own tools find them first: in system properties, then in environment
 * variables. Asked for each request; keys from anywhere else are given by a supplier.
 */
final class EnvironmentCredentials implements Supplier<@Nullable OriginCredentials> {

  private final UnaryOperator<@Nullable String> properties;
  private final UnaryOperator<@Nullable String> variables;

  EnvironmentCredentials() {
    this(System::getProperty, System::getenv);
  }

  EnvironmentCredentials(
      UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> variables) {
    this.properties = properties;
    this.variables = variables;
  }

  @Override
  public @Nullable OriginCredentials get() {
    OriginCredentials found =
        credentials(properties, "aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken");
    return found != null
        ? found
        : credentials(variables, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
  }

  private static @Nullable OriginCredentials credentials(
      UnaryOperator<@Nullable String> from, String id, String secret, String token) {
    String accessKeyId = from.apply(id);
    String secretAccessKey = from.apply(secret);
    if (accessKeyId == null
        || accessKeyId.isEmpty()
        || secretAccessKey == null
        || secretAccessKey.isEmpty()) {
      return null;
    }
    String sessionToken = from.apply(token);
    return new OriginCredentials(
        accessKeyId,
        secretAccessKey,
        sessionToken == null || sessionToken.isEmpty() ? null : sessionToken);
  }
}
