// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.ConfigWatcher;
import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.explain.EdgeListener;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionEngine;
import dev.edgefilter.geo.GeoLookup;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.origin.OriginCredentials;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.spring.EdgeEngineCustomizer;
import dev.edgefilter.spring.autoconfigure.EdgeProperties.GeoProperties;
import dev.edgefilter.spring.autoconfigure.EdgeProperties.StoreProperties;
import dev.edgefilter.store.ResponseStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.unit.DataSize;

/** Starts the engine that properties and beans describe. */
final class EngineFactory {

  private final EdgeProperties properties;
  private final ConfigLocations locations;
  private final ListableBeanFactory beans;
  private final Executor preparation;

  EngineFactory(
      EdgeProperties properties,
      ConfigLocations locations,
      ListableBeanFactory beans,
      Executor preparation) {
    this.properties = properties;
    this.locations = locations;
    this.beans = beans;
    this.preparation = preparation;
  }

  EdgeEngine start(boolean distributionWritten) {
    EdgeEngineBuilder builder =
        EdgeEngine.builder().config(config(distributionWritten)).preparation(preparation);
    settings(builder);
    geo(builder);
    store(builder);
    ports(builder);
    beans
        .getBeanProvider(EdgeEngineCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(builder));
    EdgeEngine engine = builder.start();
    Duration reload = properties.reload();
    if (reload != null) {
      List<Path> files = locations.files(properties.config());
      ConfigWatcher.of(engine, files, () -> config(distributionWritten)).start(reload);
    }
    return engine;
  }

  private EdgeConfig config(boolean distributionWritten) {
    EdgeConfig.Builder all = EdgeConfig.builder();
    all.addAll(new PropertiesConfig(properties, locations).read(distributionWritten));
    all.addAll(locations.read(properties.config()));
    beans.getBeanProvider(EdgeConfig.class).orderedStream().forEach(all::addAll);
    beans.getBeanProvider(DistributionConfig.class).orderedStream().forEach(all::distribution);
    return all.build();
  }

  private void settings(EdgeEngineBuilder builder) {
    builder
        .fidelity(properties.fidelity())
        .trustedProxies(properties.trustedProxies())
        .collapseWait(properties.collapseWait())
        .sliceBytes(Math.toIntExact(properties.sliceSize().toBytes()))
        .cacheStatus(properties.cacheStatus())
        .cloudFrontHeaders(properties.cloudfrontHeaders())
        .clockTolerance(properties.clockTolerance())
        .functionOriginHosts(properties.functionOriginHosts());
    if (!properties.http2Origins().isEmpty()) {
      builder.originOptions(OriginOptions.DEFAULT.withHttp2(Set.copyOf(properties.http2Origins())));
    }
    properties.originMapping().forEach((id, target) -> map(builder, id, target));
    if (properties.unsafeMethodsInvalidate() != null) {
      builder.unsafeMethodsInvalidate(properties.unsafeMethodsInvalidate());
    }
    if (properties.nodeName() != null) {
      builder.nodeName(properties.nodeName());
    }
  }

  private void geo(EdgeEngineBuilder builder) {
    GeoProperties geo = properties.geo();
    builder.unknownCountriesServed(geo.serveUnknown());
    if (!geo.databases().isEmpty()) {
      builder.geoDatabase(geo.databases().stream().map(Path::of).toArray(Path[]::new));
    }
    if (geo.countryHeader() != null) {
      builder.countryHeader(geo.countryHeader());
    }
  }

  private static void map(EdgeEngineBuilder builder, String id, String target) {
    if (!target.equals("self")) {
      throw new ConfigException(
          List.of(
              ConfigProblem.inCode(
                  "edge.origin-mapping." + id, "found \"" + target + "\"; expected self")));
    }
    builder.originIsSelf(id);
  }

  private void store(EdgeEngineBuilder builder) {
    StoreProperties store = properties.store();
    builder.memoryBytes(store.memory().toBytes()).diskForced(store.diskForced());
    if (store.directory() != null) {
      builder.storeDirectory(Path.of(store.directory()));
    } else if (store.disk() != null) {
      throw new ConfigException(
          List.of(
              ConfigProblem.inCode(
                  "edge.store.disk",
                  "is set without edge.store.directory; name a folder, or leave it out")));
    }
    DataSize disk = store.disk();
    if (disk != null) {
      builder.diskBytes(disk.toBytes());
    }
    if (store.maxEntries() != null) {
      builder.maxEntries(store.maxEntries());
    }
    if (store.index() != null) {
      builder.indexBytes(store.index().toBytes());
    }
    if (store.maxBody() != null) {
      builder.maxBodyBytes(store.maxBody().toBytes());
    }
  }

  private void ports(EdgeEngineBuilder builder) {
    beans.getBeansOfType(EdgeFunction.class).forEach(builder::function);
    beans.getBeanProvider(EdgeListener.class).orderedStream().forEach(builder::listener);
    beans.getBeanProvider(ContentCoder.class).orderedStream().forEach(builder::contentCoder);
    beans.getBeanProvider(OriginConnector.class).ifUnique(builder::originConnector);
    beans.getBeanProvider(ResponseStore.class).ifUnique(builder::responseStore);
    beans.getBeanProvider(InstantSource.class).ifUnique(builder::clock);
    beans.getBeanProvider(GeoLookup.class).ifUnique(builder::geoLookup);
    beans.getBeanProvider(FunctionEngine.class).ifUnique(builder::functionEngine);
    beans
        .getBeanProvider(OriginCredentials.class)
        .ifUnique(credentials -> builder.originCredentials(() -> credentials));
  }
}
