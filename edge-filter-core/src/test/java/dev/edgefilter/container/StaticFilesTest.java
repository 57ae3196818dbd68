// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The containers' own servlets for files, which know every way past a plain output stream. */
@Tag("container")
class StaticFilesTest {
  private final HandClock clock = new HandClock();

  @TempDir private Path directory;

  private ServletContainer start(ServletContainer.Kind kind, EdgeEngine engine) throws Exception {
    Path documents = directory.resolve("documents");
    return kind.start(
        directory.resolve("work"),
        new ContainerSettings("", false, Map.of(), documents),
        (classes, context) -> install(context, kind, engine));
  }

  private static void install(
      ServletContext context, ServletContainer.Kind kind, EdgeEngine engine) {
    var filter = context.addFilter("edge", new EdgeFilter(engine));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    var servlet = context.addServlet("files", kind.fileServlet());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/");
  }

  private EdgeEngine engine() {
    CachePolicyConfig minute = EdgeSetup.policy("minute").build();
    return EdgeEngine.builder()
        .config(
            EdgeConfig.builder()
                .cachePolicy(minute)
                .distribution(
                    Distribution.builder()
                        .defaultRootObject("index.html")
                        .origin(OriginConfig.self("app"))
                        .defaultBehavior(behavior -> behavior.cachePolicy("minute"))
                        .build())
                .build())
        .clock(clock)
        .start();
  }

  private static RawResponse get(ServletContainer container, String target, String... headers)
      throws IOException {
    try (RawConnection viewer = new RawConnection(container.port())) {
      return Edge.send(viewer, "GET", target, headers).receive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void filesAreStoredCutAndRevalidated(ServletContainer.Kind kind) throws Exception {
    byte[] large = new byte[500_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i % 113);
    }
    Path documents = Files.createDirectories(directory.resolve("documents"));
    Files.writeString(documents.resolve("index.html"), "<p>home</p>");
    Files.write(documents.resolve("large.bin"), large);
    Path small = Files.writeString(documents.resolve("small.txt"), "small");
    FileTime old = FileTime.from(Instant.parse("2019-05-01T10:00:00Z"));
    for (String name : new String[] {"index.html", "large.bin", "small.txt"}) {
      Files.setLastModifiedTime(documents.resolve(name), old);
    }
    try (EdgeEngine engine = engine();
        ServletContainer container = start(kind, engine)) {
      assertEquals("200 Miss small", get(container, "/small.txt").line());
      RawResponse hit = get(container, "/small.txt");
      assertEquals("200 Hit small", hit.line());
      assertEquals("5", hit.header("Content-Length"));
      assertTrue(hit.header("Content-Type").startsWith("text/plain"), hit.header("Content-Type"));
      assertEquals("Wed, 01 May 2019 10:00:00 GMT", hit.header("Last-Modified"));
      assertEquals(
          "304 Hit ",
          get(container, "/small.txt", "If-Modified-Since: Wed, 01 May 2019 10:00:00 GMT").line());
      clock.advance(Duration.ofSeconds(61));
      assertEquals("200 RefreshHit small", get(container, "/small.txt").line());
      clock.advance(Duration.ofSeconds(61));
      Files.writeString(small, "other");
      assertEquals("200 Miss other", get(container, "/small.txt").line());

      assertArrayEquals(large, get(container, "/large.bin").body());
      RawResponse stored = get(container, "/large.bin");
      assertEquals("Hit", stored.xCache());
      assertArrayEquals(large, stored.body());
      assertEquals(
          "206 Hit 100",
          get(container, "/large.bin", "Range: bytes=1000-1099").status()
              + " "
              + get(container, "/large.bin", "Range: bytes=1000-1099").xCache()
              + " "
              + get(container, "/large.bin", "Range: bytes=1000-1099").body().length);

      assertEquals("200 Miss <p>home</p>", get(container, "/").line());
      assertEquals("200 Hit <p>home</p>", get(container, "/index.html").line());
      assertEquals("404 Error", start(get(container, "/none.txt")));
      assertEquals(0, engine.openFetches());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileStandsInForAMissingOneAndFilesAreCompressed(ServletContainer.Kind kind)
      throws Exception {
    Path documents = Files.createDirectories(directory.resolve("documents/errors"));
    String page = "<p>there is nothing here</p>\n".repeat(1000);
    Files.writeString(documents.resolve("404.html"), page);
    CachePolicyConfig minute = EdgeSetup.policy("minute").acceptEncoding(true, false).build();
    EdgeConfig config =
        EdgeConfig.builder()
            .cachePolicy(minute)
            .distribution(
                Distribution.builder()
                    .origin(OriginConfig.self("app"))
                    .customError(404, "/errors/404.html", 404, 10)
                    .defaultBehavior(b -> b.cachePolicy("minute").compress(true))
                    .build())
            .build();
    try (EdgeEngine engine = EdgeEngine.builder().config(config).clock(clock).start();
        ServletContainer container = start(kind, engine)) {
      for (int i = 0; i < 2; i++) {
        assertEquals("404 Error " + page, get(container, "/missing.txt").line());
        RawResponse zipped = get(container, "/missing.txt", "Accept-Encoding: gzip");
        assertEquals("404 Error", start(zipped));
        assertEquals("gzip", zipped.header("Content-Encoding"));
        assertTrue(zipped.header("Content-Type").startsWith("text/html"));
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
        assertEquals(page, new String(plain, StandardCharsets.UTF_8));
      }
      RawResponse file = get(container, "/errors/404.html", "Accept-Encoding: gzip");
      assertEquals("200 Hit", start(file));
      assertTrue(file.body().length < page.length() / 10);
      assertEquals(0, engine.openFetches());
    }
  }

  private static String start(RawResponse response) {
    return response.status() + " " + response.xCache();
  }
}
