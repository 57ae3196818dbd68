// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.IpSetConfig;
import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.ext.maxmind.MaxMindOpener;
import dev.edgefilter.ext.maxmind.MmdbWriter;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.geo.GeoLookup;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.waf.WafCompiler;
import dev.edgefilter.internal.waf.WafDecision;
import dev.edgefilter.internal.waf.WafFacts;
import dev.edgefilter.internal.waf.WebAcl;
import dev.edgefilter.internal.waf.rate.RateTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a request pays for a web ACL of fifty rules that all look and none matches, and more. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AccessBenchmark {
  private final RateTable rates = new RateTable(300);
  private WebAcl acl;
  private GeoLookup geo;
  private Facts facts;
  private int next;

  /** Compiles the web ACL, and writes a small database. */
  @Setup
  public void prepare() throws IOException {
    Path file = Files.createTempFile("bench", ".mmdb");
    MmdbWriter writer = new MmdbWriter();
    for (int i = 0; i < 200; i++) {
      writer.put(
          "10." + i + ".0.0/16",
          Map.of(
              "country", Map.of("iso_code", "DE", "names", Map.of("en", "Germany", "fr", "x")),
              "city", Map.of("names", Map.of("en", "Berlin")),
              "location",
                  Map.of("latitude", 52.5, "longitude", 13.4, "time_zone", "Europe/Berlin")));
    }
    writer.to(file);
    geo = new MaxMindOpener().open(List.of(file));
    WebAclConfig.Builder rules = WebAclConfig.builder("acl");
    List<TextTransformation> decode =
        List.of(TextTransformation.URL_DECODE, TextTransformation.LOWERCASE);
    for (int i = 0; i < 15; i++) {
      rules.rule(
          "bytes" + i,
          new ByteMatch(
              i % 2 == 0 ? FieldToMatch.uriPath() : FieldToMatch.queryString(),
              decode,
              ByteMatch.Position.CONTAINS,
              "<script" + i),
          WafAction.block());
      rules.rule(
          "header" + i,
          ByteMatch.of(
              FieldToMatch.header("User-Agent"),
              ByteMatch.Position.CONTAINS,
              "bad-bot-" + i,
              TextTransformation.LOWERCASE),
          WafAction.block());
    }
    for (int i = 0; i < 5; i++) {
      rules.rule(
          "regex" + i,
          new WafStatement.RegexMatch(
              FieldToMatch.queryString(), decode, "(union|select)\\s.+from" + i),
          WafAction.block());
      rules.rule("addresses" + i, new WafStatement.IpSet("set", null), WafAction.block());
      rules.rule(
          "size" + i,
          new WafStatement.Size(
              FieldToMatch.queryString(), List.of(), WafStatement.Size.Comparison.GT, 2048),
          WafAction.block());
    }
    for (int i = 0; i < 3; i++) {
      rules.rule(
          "rate" + i, WafStatement.RateBased.byAddress(2_000_000_000, 300), WafAction.block());
    }
    rules.rule("country", new WafStatement.Geo(List.of("FR", "US"), null), WafAction.block());
    rules.rule("label", new WafStatement.Label(false, "none"), WafAction.block());
    WafConfig config =
        WafConfig.NONE
            .with(rules.build())
            .with(IpSetConfig.ipv4("set", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.7/32"));
    acl =
        WafCompiler.compile(
            config.webAcls().get(0),
            config,
            (place, message) -> {
              throw new IllegalStateException(message);
            });
    facts = new Facts(geo);
    if (acl.decide(facts).blocks() || !"DE".equals(geo.locate("10.7.1.2").country())) {
      throw new IllegalStateException("something else is measured");
    }
  }

  @Benchmark
  public WafDecision webAclOf50Rules() {
    return acl.decide(facts);
  }

  @Benchmark
  public GeoLocation geoLookup() {
    return geo.locate("10.7.1.2");
  }

  @Benchmark
  public long rateOfManyAddresses() {
    next = next * 1664525 + 1013904223;
    return rates.count("0:" + (next >>> 12), BenchData.NOW_MILLIS);
  }

  private record Facts(RequestHead request, GeoLookup geo) implements WafFacts {
    Facts(GeoLookup geo) {
      this(
          RequestHead.of(
              "GET",
              "https://www.example.com/shop/products/list?category=shoes&sort=price&page=3&q=red%20boots",
              Headers.builder()
                  .add("Host", "www.example.com")
                  .add(
                      "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120")
                  .add("Accept", "text/html,application/xhtml+xml")
                  .add("Cookie", "session=abcdef; theme=dark")
                  .build()),
          geo);
    }

    @Override
    public String address() {
      return "10.7.1.2";
    }

    @Override
    public GeoLocation locate(String address) {
      return geo.locate(address);
    }

    @Override
    public String body(int limit) {
      return "";
    }

    @Override
    public long nowMillis() {
      return BenchData.NOW_MILLIS;
    }

    @Override
    public boolean counts() {
      return true;
    }
  }
}
