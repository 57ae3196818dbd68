// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.jwks;

import dev.edgefilter.internal.access.signing.TokenKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JWK set. Keys are replaced as a whole when the set is read anew, so that a key that was taken
 * out of it is not trusted any longer; while it cannot be read, the keys of before are.
 */
final class KeySet implements Supplier<TokenKeys> {
  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

  private static final int MOST_BYTES = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String location;
  private volatile TokenKeys keys = TokenKeys.NONE;
  private volatile String text = "";

  private KeySet(String location) {
    this.location = location;
  }

  static KeySet open(String location) {
    KeySet set = new KeySet(location);
    try {
      set.read();
      if (set.keys.isEmpty() && !isUrl(location)) {
        throw new IllegalArgumentException("has no key for signatures");
      }
    } catch (IOException | IllegalArgumentException e) {
      if (!isUrl(location)) {
        throw new IllegalArgumentException(
            "key set \"" + location + "\" " + e.getMessage() + "; expected a JWK set in JSON", e);
      }
      LOG.warn("Key set {} cannot be read yet, so its tokens are refused", location, e);
    }
    return set;
  }

  @Override
  public TokenKeys get() {
    return keys;
  }

  void refresh() {
    try {
      read();
    } catch (IOException | RuntimeException e) { // whatever it is, the next minute tries again
      LOG.warn("Key set {} cannot be read; the keys of before stay in use", location, e);
    }
  }

  private void read() throws IOException {
    String now = isUrl(location) ? fetch() : Files.readString(Path.of(location));
    if (!now.equals(text)) {
      keys = TokenKeys.read(now);
      text = now;
      if (keys.isEmpty()) {
        LOG.warn("Key set {} has no key for signatures now, so its tokens are refused", location);
      } else {
        LOG.info("Key set {} is used as it is now", location);
      }
    }
  }

  private static boolean isUrl(String location) {
    return location.startsWith("https:") || location.startsWith("http:");
  }

  private String fetch() throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(location))
            .timeout(PATIENCE)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("was answered with status " + response.statusCode());
        }
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw new IOException("is larger than " + MOST_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for", e);
    }
  }
}
