// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.origin.OriginOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param configFiles the configuration, at least one file unless help is asked for
 * @param reloadSeconds how often the files are looked at; 0 for never
 * @param bind the address viewers connect to
 * @param port the viewers' port; 0 for a free one
 * @param adminPort the operator's port on the loopback address, 0 for a free one; null for none
 * @param memoryBytes the memory for bodies
 * @param storeDirectory the folder for files, or null for none
 * @param diskBytes the bound of these files
 * @param trustedProxies addresses and ranges whose forwarded headers are believed
 * @param geoDatabases MaxMind DB files that tell where viewers are
 * @param countryHeader the header in which trusted proxies tell countries; empty for none
 * @param unknownCountriesServed whether restrictions by country let unknown ones in
 * @param accessLog a directory, {@code -} for standard output, or null for none
 * @param fidelity how closely CloudFront is followed
 * @param s3Endpoint where buckets are, or null for Amazon
 * @param originOptions how origins are spoken to
 * @param functionOriginHosts hosts that functions may ask besides those of configured origins
 * @param check only look for problems in the configuration
 * @param help only show the help
 */
record Options(
    List<Path> configFiles,
    int reloadSeconds,
    String bind,
    int port,
    @Nullable Integer adminPort,
    long memoryBytes,
    @Nullable Path storeDirectory,
    long diskBytes,
    List<String> trustedProxies,
    List<Path> geoDatabases,
    String countryHeader,
    boolean unknownCountriesServed,
    @Nullable String accessLog,
    FidelitySettings fidelity,
    @Nullable URI s3Endpoint,
    OriginOptions originOptions,
    List<String> functionOriginHosts,
    boolean check,
    boolean help) {

  static final String HELP =
      """
      Usage: java -jar edge-gateway.jar --config FILE... [options]

      Serves the distributions of a CloudFront configuration in front of their origins.

        --config FILE...           JSON as the AWS CLI prints it; repeats, several files combine
        --reload SECONDS           look so often whether the files have changed, and serve what they
                                   say then (0, never); SIGHUP does it at once
        --port N                   the viewers' port (8080); 0 for a free one
        --bind ADDRESS             the address viewers connect to (127.0.0.1)
        --admin-port N             explain, statistics and reload, on 127.0.0.1 only; off unless
                                   given
        --memory SIZE              memory for bodies, outside the heap, such as 256m or 2g (256m)
        --store-dir DIR            keep responses in files, too; they outlive the process (off)
        --disk SIZE                the bound of these files, such as 500m or 20g (2g)
        --trusted-proxies CIDR,... whose X-Forwarded-For and -Proto are believed (nobody's)
        --geo-database FILE        a MaxMind DB file that tells where viewers are; repeats
        --country-header NAME      the header in which trusted proxies tell the country
        --geo-unknown WORD         serve or refuse viewers of unknown countries (serve)
        --access-log DIR|-         CloudFront's standard log: hourly .gz files, or standard output
        --fidelity SETTINGS        safe, standard or cloudfront (safe), perhaps with switches and for
                                   distributions, such as "safe, hsts-on-http=on; E1: standard"
        --s3-endpoint URL          where buckets are, such as http://localhost:9000 (Amazon)
        --interim-responses        pass 103 (Early Hints) of origins on to viewers
        --http2-origin ID          speak HTTP/2 to this origin; repeats
        --function-origin-host HOST
                                   a host that functions may ask besides those of the
                                   configuration, such as *.example.com; repeats
        --check                    report every problem of the configuration and stop
        --help                     show this text and stop

      Not in this version, and refused: --shadow.

      Exit codes
        0  stopped as asked (SIGTERM, SIGINT), nothing wrong with --check, or --help
        1  the configuration has problems, each printed as file:line:column
        2  the command line is wrong
        3  the gateway cannot start: the port or the store folder is taken, the log directory
           cannot be written, ...
      """;
}
