// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.container.ServletContainer;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.LongSupplier;

/** An application behind the filter, with the figures of the store on its console. */
final class FilteredServer {
  private FilteredServer() {}

  /** The engine with its defaults, apart from the memory: the managed policy most people take. */
  static EdgeEngine engine(long memoryBytes) {
    return engine(memoryBytes, memoryBytes / 8);
  }

  /** The same, for longer bodies. */
  static EdgeEngine engine(long memoryBytes, long maxBodyBytes) {
    return builder(memoryBytes).maxBodyBytes(maxBodyBytes).start();
  }

  /** The same, not started. */
  static EdgeEngineBuilder builder(long memoryBytes) {
    return EdgeEngine.builder()
        .distribution(
            Distribution.builder()
                .origin(OriginConfig.self("app"))
                .defaultBehavior(behavior -> behavior.cachePolicy("Managed-CachingOptimized"))
                .build())
        .memoryBytes(memoryBytes);
  }

  static void run(String container, EdgeEngine engine, Servlet app, LongSupplier appRuns)
      throws Exception {
    run(container, engine, app, appRuns, 0);
  }

  static void run(
      String container, EdgeEngine engine, Servlet app, LongSupplier appRuns, long openMillis)
      throws Exception {
    ServerConsole.quiet();
    ServletContainer.Kind kind = ServletContainer.Kind.valueOf(container.toUpperCase(Locale.ROOT));
    Path directory = Files.createTempDirectory("bench");
    try (engine;
        ServletContainer running =
            kind.start(directory, (classes, context) -> install(context, engine, app))) {
      new ServerConsole()
          .with("runs", appRuns)
          .with("entries", () -> engine.statistics().entries())
          .with("maxEntries", () -> engine.statistics().maxEntries())
          .with("indexBytes", () -> engine.statistics().indexBytes())
          .with("maxIndexBytes", () -> engine.statistics().maxIndexBytes())
          .with("memoryBytes", () -> engine.statistics().memoryBytes())
          .with("maxMemoryBytes", () -> engine.statistics().maxMemoryBytes())
          .with("stored", () -> engine.statistics().stored())
          .with("diskBytes", () -> engine.statistics().diskBytes())
          .with("rescanning", () -> engine.statistics().rescanning() ? 1 : 0)
          .with("openMillis", () -> openMillis)
          .with("rejected", () -> engine.statistics().rejected())
          .run(running.port());
    }
  }

  private static void install(ServletContext context, EdgeEngine engine, Servlet app) {
    FilterRegistration.Dynamic filter = context.addFilter("edge", new EdgeFilter(engine));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
    var servlet = context.addServlet("app", app);
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }
}
