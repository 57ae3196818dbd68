// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.maxmind;

import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.geo.GeoLookup;
import dev.edgefilter.http.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks addresses up in files that are mapped into memory. */
final class MaxMindLookup implements GeoLookup {

  private static final int SECONDS_BETWEEN_LOOKS = 20;

  private final List<MaxMindFile> files = new ArrayList<>();
  private final @Nullable ScheduledExecutorService watcher;

  private MaxMindLookup(List<Path> paths, @Nullable ScheduledExecutorService watcher) {
    this.watcher = watcher;
    for (Path path : paths) {
      files.add(MaxMindFile.open(path));
    }
  }

  /** Looks now and then whether a file was replaced. */
  static MaxMindLookup watching(List<Path> paths) {
    ScheduledExecutorService watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "edge-filter-geo");
              thread.setDaemon(true);
              return thread;
            });
    boolean opened = false;
    try {
      MaxMindLookup lookup = new MaxMindLookup(paths, watcher);
      ScheduledFuture<?> unused =
          watcher.scheduleWithFixedDelay(
              lookup::refresh, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
      opened = true;
      return lookup;
    } finally {
      if (!opened) {
        watcher.shutdownNow();
      }
    }
  }

  /** Looks only when it is told to. */
  static MaxMindLookup unwatched(List<Path> paths) {
    return new MaxMindLookup(paths, null);
  }

  /** Opens files anew that were replaced. */
  void refresh() {
    for (MaxMindFile file : files) {
      file.refresh();
    }
  }

  @Override
  public GeoLocation locate(String address) {
    IpAddress parsed = IpAddress.parse(address);
    if (parsed == null) {
      return GeoLocation.UNKNOWN;
    }
    InetAddress bytes = bytes(parsed);
    GeoLocation found = files.get(0).locate(bytes);
    for (int i = 1; i < files.size(); i++) {
      found = merged(found, files.get(i).locate(bytes));
    }
    return found;
  }

  private static InetAddress bytes(IpAddress address) {
    ByteBuffer bytes =
        address.ipv6()
            ? ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low())
            : ByteBuffer.allocate(4).putInt((int) address.low());
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  private static GeoLocation merged(GeoLocation first, GeoLocation second) {
    if (second.equals(GeoLocation.UNKNOWN)) {
      return first;
    }
    if (first.equals(GeoLocation.UNKNOWN)) {
      return second;
    }
    return GeoLocation.builder()
        .country(either(first.country(), second.country()))
        .countryName(either(first.countryName(), second.countryName()))
        .region(either(first.region(), second.region()))
        .regionName(either(first.regionName(), second.regionName()))
        .city(either(first.city(), second.city()))
        .position(
            either(first.latitude(), second.latitude()),
            either(first.longitude(), second.longitude()))
        .metroCode(either(first.metroCode(), second.metroCode()))
        .postalCode(either(first.postalCode(), second.postalCode()))
        .timeZone(either(first.timeZone(), second.timeZone()))
        .asn(either(first.asn(), second.asn()))
        .build();
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.shutdownNow();
    }
    files.forEach(MaxMindFile::close);
  }
}
