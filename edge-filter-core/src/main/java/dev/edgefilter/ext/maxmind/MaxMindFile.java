// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.maxmind;

import com.maxmind.db.CHMCache;
import com.maxmind.db.ClosedDatabaseException;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Reader;
import dev.edgefilter.geo.GeoLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file, in the form it was last seen whole.
 *
 * <p>It should be replaced by renaming another file onto it, as {@code geoipupdate} does: what is
 * mapped stays what it was then.
 */
final class MaxMindFile {

  private static final Logger LOG = LoggerFactory.getLogger(MaxMindFile.class);

  private final Path path;
  private volatile Reader reader;
  private volatile Version version;

  /** What changes when a file is replaced. */
  private record Version(long bytes, long modifiedMillis, @Nullable Object key) {
    static Version of(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(
          attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }
  }

  private MaxMindFile(Path path, Version version, Reader reader) {
    this.path = path;
    this.version = version;
    this.reader = reader;
  }

  static MaxMindFile open(Path path) {
    try {
      Version version = Version.of(path);
      return new MaxMindFile(path, version, map(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "geo database \"" + path + "\" cannot be read, expected a MaxMind DB file: " + e, e);
    }
  }

  private static Reader map(Path path) throws IOException {
    return new Reader(path.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache());
  }

  /** Uses a new file; an unreadable one is warned of once, and the old one stays in use. */
  void refresh() {
    try {
      Version now = Version.of(path);
      if (!now.equals(version)) {
        version = now;
        Reader old = reader;
        reader = map(path);
        old.close();
        LOG.info("Geo database {} was replaced, and is used in its new form", path);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Geo database {} cannot be read; the one before stays in use", path, e);
    }
  }

  GeoLocation locate(InetAddress address) {
    while (true) {
      Reader current = reader;
      try {
        Map<?, ?> found = current.get(address, Map.class);
        return found == null ? GeoLocation.UNKNOWN : location(found);
      } catch (ClosedDatabaseException e) {
        if (Objects.equals(current, reader)) {
          return GeoLocation.UNKNOWN; // the engine is closed
        }
      } catch (InvalidDatabaseException e) {
        LOG.warn("Geo database {} is damaged at {}", path, address, e);
        return GeoLocation.UNKNOWN;
      } catch (IOException e) {
        return GeoLocation.UNKNOWN;
      }
    }
  }

  private static GeoLocation location(Map<?, ?> found) {
    Map<?, ?> country = map(found.get("country"));
    Map<?, ?> place = map(found.get("location"));
    Map<?, ?> region = first(found.get("subdivisions"));
    String code = text(country.get("iso_code"));
    Object asn = found.get("autonomous_system_number");
    return GeoLocation.builder()
        .country(isCountry(code) ? code : null)
        .countryName(english(country))
        .region(text(region.get("iso_code")))
        .regionName(english(region))
        .city(english(map(found.get("city"))))
        .position(degrees(place.get("latitude"), 90), degrees(place.get("longitude"), 180))
        .metroCode(number(place.get("metro_code")))
        .postalCode(text(map(found.get("postal")).get("code")))
        .timeZone(text(place.get("time_zone")))
        .asn(asn instanceof Number n ? n.longValue() & 0xffff_ffffL : null)
        .build();
  }

  private static boolean isCountry(@Nullable String code) {
    return code != null
        && code.length() == 2
        && code.charAt(0) >= 'A'
        && code.charAt(0) <= 'Z'
        && code.charAt(1) >= 'A'
        && code.charAt(1) <= 'Z';
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<?, ?> first(@Nullable Object value) {
    return value instanceof List<?> list && !list.isEmpty() ? map(list.get(0)) : Map.of();
  }

  private static @Nullable String english(Map<?, ?> named) {
    return text(map(named.get("names")).get("en"));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  private static @Nullable String number(@Nullable Object value) {
    return value instanceof Number n ? n.toString() : null;
  }

  private static @Nullable Double degrees(@Nullable Object value, int most) {
    return value instanceof Number n && Math.abs(n.doubleValue()) <= most
        ? (Double) n.doubleValue()
        : null;
  }

  void close() {
    try {
      reader.close();
    } catch (IOException e) {
      LOG.warn("Geo database {} cannot be closed", path, e);
    }
  }
}
