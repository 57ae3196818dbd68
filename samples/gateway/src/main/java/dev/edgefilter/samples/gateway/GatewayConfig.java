// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.config.OriginConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the gateway serves, and describes its engine. */
final class GatewayConfig {

  private GatewayConfig() {}

  /**
   * Reads the files of a command line.
   *
   * @throws ConfigException with every problem, also with those that only a gateway has
   */
  static EdgeConfig read(Options options) {
    EdgeConfig config = EdgeConfigReader.read(options.configFiles());
    List<ConfigProblem> problems = new ArrayList<>();
    for (DistributionConfig distribution : config.distributions()) {
      for (OriginConfig origin : distribution.origins()) {
        if (origin.isSelf()) {
          problems.add(noApplication(distribution, origin));
        }
      }
    }
    if (config.distributions().isEmpty()) {
      problems.add(
          ConfigProblem.inCode("distributions", "found none; expected at least one to serve"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static ConfigProblem noApplication(DistributionConfig distribution, OriginConfig origin) {
    return ConfigProblem.inCode(
        "distribution \"" + distribution.id() + "\" origin \"" + origin.id() + "\"",
        "found DomainName self; expected a host name, since a gateway has no application behind"
            + " it; name the server");
  }

  static EdgeEngineBuilder engine(Options options, EdgeConfig config) {
    EdgeEngineBuilder builder =
        EdgeEngine.builder()
            .config(config)
            .fidelity(options.fidelity())
            .memoryBytes(options.memoryBytes())
            .trustedProxies(options.trustedProxies())
            .countryHeader(options.countryHeader())
            .unknownCountriesServed(options.unknownCountriesServed());
    if (!options.geoDatabases().isEmpty()) {
      builder.geoDatabase(options.geoDatabases().toArray(Path[]::new));
    }
    URI endpoint = options.s3Endpoint();
    if (endpoint != null) {
      builder.s3Endpoint(endpoint);
    }
    builder.originOptions(options.originOptions());
    builder.functionOriginHosts(options.functionOriginHosts());
    Path folder = options.storeDirectory();
    // A check runs beside the gateway it is about, which has the folder.
    if (folder != null && !options.check()) {
      builder.storeDirectory(folder).diskBytes(options.diskBytes());
    }
    return builder;
  }
}
