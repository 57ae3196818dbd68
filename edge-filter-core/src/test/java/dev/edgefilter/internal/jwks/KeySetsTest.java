// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.jwks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.edgefilter.internal.access.signing.TokenKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come from files and URLs, and change with them. */
class KeySetsTest {
  @TempDir Path folder;

  private static String set() throws Exception {
    return new JWKSet(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK()).toString();
  }

  @Test
  void filesAreReadAnew() throws Exception {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, set());
    try (KeySets sets = new KeySets()) {
      Supplier<TokenKeys> keys = sets.at(file.toString());
      TokenKeys first = keys.get();
      sets.refresh();
      assertSame(first, keys.get());
      Files.writeString(file, set());
      sets.refresh();
      TokenKeys second = keys.get();
      assertNotSame(first, second);
      Files.writeString(file, "broken");
      sets.refresh();
      assertSame(second, keys.get());
      Files.delete(file);
      sets.refresh();
      assertSame(second, keys.get());
      assertSame(keys, sets.at(file.toString()));
    }
  }

  @Test
  void whatIsTakenOutOfASetIsNotTrustedAnyLonger() throws Exception {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, set());
    try (KeySets sets = new KeySets()) {
      Supplier<TokenKeys> keys = sets.at(file.toString());
      Files.writeString(file, "{\"keys\":[]}");
      sets.refresh();
      assertEquals(TokenKeys.NONE, keys.get());
      Files.writeString(file, set());
      sets.refresh();
      assertNotSame(TokenKeys.NONE, keys.get());
      Files.writeString(file, "{\"keys\":[{\"kty\":\"future\",\"kid\":\"f\"}]}");
      sets.refresh();
      assertEquals(TokenKeys.NONE, keys.get());
    }
  }

  @Test
  void aFileThatIsNotThereIsAProblemAtOnce() {
    try (KeySets sets = new KeySets()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> sets.at(folder.resolve("none").toString()));
      assertTrue(e.getMessage().startsWith("key set \""), e.getMessage());
    }
  }

  @Test
  void urlsAreAskedAgain() throws Exception {
    AtomicReference<String> body = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(bytes.length == 0 ? 503 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try (KeySets sets = new KeySets()) {
      Supplier<TokenKeys> keys =
          sets.at("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
      assertEquals(TokenKeys.NONE, keys.get()); // out of reach is no reason not to start
      body.set(set());
      sets.refresh();
      TokenKeys first = keys.get();
      assertNotSame(TokenKeys.NONE, first);
      body.set("");
      sets.refresh();
      assertSame(first, keys.get());
    } finally {
      server.stop(0);
    }
  }
}
