// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.ConfigWatcher;
import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.ForwardedHeader;
import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigNote;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.store.StoreException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an engine from a filter's init parameters, or from context parameters with {@code
 * edge-filter.} in front of the same names.
 *
 * <ul>
 *   <li>{@code config}: one or more files, separated by commas; a name that begins with {@code
 *       /WEB-INF/} is read from the web app. Without it the filter does nothing.
 *   <li>{@code config-reload-seconds}: how often the files are looked at, so that changes are
 *       served without a restart; {@code 0}, the default, is never.
 *   <li>{@code origin-mapping}: ids of origins that the web app itself stands in for, such as
 *       {@code api-origin=self, site=self}.
 *   <li>{@code fidelity}: {@code safe} (default), {@code standard} or {@code cloudfront}, perhaps
 *       with switches, and of distributions and cache behaviors; see {@link
 *       FidelitySettings#parse}.
 *   <li>{@code memory}: for bodies, such as {@code 64m} (default).
 *   <li>{@code unsafe-methods-invalidate}: {@code true} or {@code false}; by the fidelity unless
 *       given.
 *   <li>{@code slice-size}: the length of the slices that ranges of large objects are fetched in,
 *       such as {@code 1m} (default); {@code 0} switches slices off.
 *   <li>{@code store-directory}: a folder for files, so that responses outlive the process; none by
 *       default.
 *   <li>{@code disk}: the bound of these files, such as {@code 1g} (default).
 *   <li>{@code trusted-proxies}: addresses and ranges whose forwarded headers are believed.
 *   <li>{@code geo-database}: MaxMind DB files that tell where viewers are.
 *   <li>{@code country-header}: the header in which trusted proxies tell the viewer's country.
 *   <li>{@code geo-unknown}: {@code serve} (default) or {@code refuse}, for restrictions by
 *       country.
 *   <li>{@code clock-tolerance}: by how many seconds times in signed URLs and cookies may be
 *       missed, up to 300; 0 by default.
 *   <li>{@code forwarded-header}: the header that these proxies write, {@code x-forwarded-for}
 *       (default) or {@code forwarded} (RFC 7239).
 *   <li>{@code function-origin-hosts}: hosts, separated by commas, that functions may turn requests
 *       to besides those of configured origins.
 *   <li>{@code explain-path} and {@code explain-from}: a path that explains, and the addresses and
 *       ranges of those who may ask it; see {@link OperatorsPath}. Off unless both are set.
 * </ul>
 */
final class FilterSettings {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeFilter.class);

  private static final String CONTEXT_PREFIX = "edge-filter.";

  private static final Set<String> NAMES =
      Set.of(
          "config",
          "config-reload-seconds",
          "origin-mapping",
          "fidelity",
          "memory",
          "slice-size",
          "store-directory",
          "disk",
          "trusted-proxies",
          "geo-database",
          "country-header",
          "geo-unknown",
          "clock-tolerance",
          "forwarded-header",
          "explain-path",
          "explain-from",
          "unsafe-methods-invalidate",
          "s3-endpoint",
          "interim-responses",
          "http2-origins",
          "function-origin-hosts");

  private final FilterConfig config;

  private FilterSettings(FilterConfig config) {
    this.config = config;
  }

  /** An engine, or null when nothing is configured. */
  static @Nullable EdgeEngine start(FilterConfig config) throws ServletException {
    return new FilterSettings(config).start();
  }

  /** Where operators may ask for explanations, or null when that is off. */
  static @Nullable OperatorsPath operators(FilterConfig config) throws ServletException {
    FilterSettings settings = new FilterSettings(config);
    String from = settings.value("explain-from");
    try {
      return OperatorsPath.of(settings.value("explain-path"), from == null ? null : list(from));
    } catch (IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private @Nullable EdgeEngine start() throws ServletException {
    rejectUnknown();
    String files = value("config");
    if (files == null && config.getServletContext().getAttribute(EdgeFilter.MANAGED) != null) {
      return null;
    }
    if (files == null) {
      LOG.info(
          "Edge Filter is on the class path of {} and does nothing: there is no init parameter"
              + " \"config\"",
          config.getServletContext().getContextPath());
      return null;
    }
    ConfigFiles written = new ConfigFiles(config.getServletContext(), list(files));
    try {
      EdgeEngineBuilder builder = EdgeEngine.builder().config(written.read());
      settings(builder);
      EdgeEngine engine = builder.start();
      watch(engine, written);
      for (ConfigNote note : engine.config().notes()) {
        LOG.warn("No effect: {}", note);
      }
      LOG.info("Edge Filter serves {}/ by {}", config.getServletContext().getContextPath(), files);
      return engine;
    } catch (ConfigException | StoreException | IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private void rejectUnknown() throws ServletException {
    Set<String> unknown = new TreeSet<>(Collections.list(config.getInitParameterNames()));
    unknown.removeAll(NAMES);
    for (String name : Collections.list(config.getServletContext().getInitParameterNames())) {
      if (name.startsWith(CONTEXT_PREFIX)
          && !NAMES.contains(name.substring(CONTEXT_PREFIX.length()))) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ServletException(
          "init parameters "
              + unknown
              + " of Edge Filter are unknown, expected some of "
              + new TreeSet<>(NAMES));
    }
  }

  private @Nullable String value(String name) {
    String own = config.getInitParameter(name);
    return own != null ? own : config.getServletContext().getInitParameter(CONTEXT_PREFIX + name);
  }

  private void settings(EdgeEngineBuilder builder) {
    String mapping = value("origin-mapping");
    if (mapping != null) {
      for (String pair : list(mapping)) {
        builder.originIsSelf(selfOrigin(pair));
      }
    }
    String fidelity = value("fidelity");
    if (fidelity != null) {
      builder.fidelity(FidelitySettings.parse(fidelity));
    }
    String memory = value("memory");
    if (memory != null) {
      builder.memoryBytes(bytes("memory", memory));
    }
    String slices = value("slice-size");
    if (slices != null) {
      builder.sliceBytes(Math.toIntExact(Math.min(bytes("slice-size", slices), Integer.MAX_VALUE)));
    }
    String invalidate = value("unsafe-methods-invalidate");
    if (invalidate != null) {
      builder.unsafeMethodsInvalidate(flag("unsafe-methods-invalidate", invalidate));
    }
    disk(builder);
    access(builder);
    origins(builder);
    String proxies = value("trusted-proxies");
    if (proxies != null) {
      builder.trustedProxies(list(proxies));
    }
    String header = value("forwarded-header");
    if (header != null) {
      builder.forwardedHeader(forwardedHeader(header));
    }
  }

  private static ForwardedHeader forwardedHeader(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "x-forwarded-for" -> ForwardedHeader.X_FORWARDED;
      case "forwarded" -> ForwardedHeader.FORWARDED;
      default ->
          throw new IllegalArgumentException(
              "forwarded-header is \"" + text + "\", expected x-forwarded-for or forwarded");
    };
  }

  private void access(EdgeEngineBuilder builder) {
    String databases = value("geo-database");
    if (databases != null) {
      builder.geoDatabase(list(databases).stream().map(Path::of).toArray(Path[]::new));
    }
    String header = value("country-header");
    if (header != null) {
      builder.countryHeader(header.trim());
    }
    String unknown = value("geo-unknown");
    if (unknown != null) {
      builder.unknownCountriesServed(flag("geo-unknown", "serve", "refuse", unknown));
    }
    String tolerance = value("clock-tolerance");
    if (tolerance != null) {
      builder.clockTolerance(Duration.ofSeconds(bytes("clock-tolerance", tolerance)));
    }
  }

  private void origins(EdgeEngineBuilder builder) {
    String endpoint = value("s3-endpoint");
    if (endpoint != null) {
      try {
        builder.s3Endpoint(new URI(endpoint));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(
            "s3-endpoint is \"" + endpoint + "\", expected a URL such as http://localhost:9000", e);
      }
    }
    String interim = value("interim-responses");
    String http2 = value("http2-origins");
    builder.originOptions(
        OriginOptions.DEFAULT
            .withInterimPassed(interim != null && flag("interim-responses", interim))
            .withHttp2(http2 == null ? Set.of() : Set.copyOf(list(http2))));
    String hosts = value("function-origin-hosts");
    if (hosts != null) {
      builder.functionOriginHosts(list(hosts));
    }
  }

  private void disk(EdgeEngineBuilder builder) {
    String directory = value("store-directory");
    String disk = value("disk");
    if (directory != null) {
      try {
        builder.storeDirectory(Path.of(directory));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(
            "store-directory is \"" + directory + "\", expected a folder", e);
      }
    }
    if (disk != null) {
      if (directory == null) {
        throw new IllegalArgumentException(
            "disk is \""
                + disk
                + "\", but there is no store-directory; name one, or leave disk out");
      }
      builder.diskBytes(bytes("disk", disk));
    }
  }

  private static String selfOrigin(String pair) {
    int equals = pair.indexOf('=');
    String target = equals < 0 ? "self" : pair.substring(equals + 1).trim();
    if (!target.equals("self")) {
      throw new IllegalArgumentException(
          "origin-mapping \"" + pair + "\" names \"" + target + "\", expected self");
    }
    return equals < 0 ? pair : pair.substring(0, equals).trim();
  }

  private static boolean flag(String name, String text) {
    return flag(name, "true", "false", text);
  }

  private static boolean flag(String name, String yes, String no, String text) {
    if (text.equals(yes) || text.equals(no)) {
      return text.equals(yes);
    }
    throw new IllegalArgumentException(
        name + " is \"" + text + "\", expected " + yes + " or " + no);
  }

  /** A number of bytes, with k, m or g for the powers of 1024. */
  static long bytes(String name, String text) {
    String digits = text.trim().toLowerCase(Locale.ROOT);
    int shift = 0;
    if (!digits.isEmpty()) {
      shift =
          switch (digits.charAt(digits.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
          };
    }
    String number = shift == 0 ? digits : digits.substring(0, digits.length() - 1);
    try {
      return Math.multiplyExact(Long.parseLong(number), 1L << shift);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " is \"" + text + "\", expected a number of bytes such as 64m", e);
    }
  }

  /** A configuration that cannot be served later on is logged, and the old one stays. */
  private void watch(EdgeEngine engine, ConfigFiles files) throws ServletException {
    String seconds = value("config-reload-seconds");
    if (seconds == null || seconds.trim().equals("0")) {
      return;
    }
    try {
      Duration interval = Duration.ofSeconds(Integer.parseUnsignedInt(seconds.trim()));
      ConfigWatcher.of(engine, files.watchable(), files::reread).start(interval);
    } catch (NumberFormatException e) {
      engine.close();
      throw new ServletException(
          "config-reload-seconds is \"" + seconds + "\", expected a number of seconds", e);
    } catch (ServletException e) {
      engine.close();
      throw e;
    }
  }

  private static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.trim());
      }
    }
    return items;
  }
}
