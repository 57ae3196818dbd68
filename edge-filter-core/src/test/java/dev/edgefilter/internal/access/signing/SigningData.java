// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Throw-away keys and ten signatures made with them by OpenSSL. */
public final class SigningData {
  public static final String RSA_ID = "KRSAEXAMPLE001";
  public static final String EC_ID = "KECEXAMPLE0001";

  private static final Properties VECTORS = new Properties();

  static {
    try {
      VECTORS.load(new StringReader(text("vectors.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SigningData() {}

  public static TrustedKeys trustedKeys() {
    return TrustedKeys.of(Map.of(RSA_ID, text("rsa-public.pem"), EC_ID, text("ec-public.pem")));
  }

  /** One part of a vector: {@code signed}, {@code policy}, {@code signature} or {@code url}. */
  public static String vector(String name, String part) {
    return Objects.requireNonNull(
        VECTORS.getProperty(name + "." + part), () -> name + " has no " + part);
  }

  public static String text(String file) {
    try (InputStream in = SigningData.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
