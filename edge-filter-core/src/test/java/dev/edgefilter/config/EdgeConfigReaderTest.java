// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EdgeConfigReaderTest {
  @TempDir Path folder;

  @Test
  void readsWhatGetDistributionConfigPrints() {
    EdgeConfig config = EdgeConfigReader.readJson("conf/shop.json", resource("printed.json"));

    DistributionConfig shop = config.distributions().get(0);
    assertEquals("shop", shop.id());
    assertEquals(List.of("www.example.com"), shop.aliases());
    assertEquals("index.html", shop.defaultRootObject());
    OriginConfig origin = shop.origins().get(0);
    assertEquals("app.internal", origin.domainName());
    assertEquals(Headers.of("X-Origin-Secret", "s3cret"), origin.customHeaders());
    assertEquals(
        new CustomOriginConfig(8080, 8443, OriginProtocolPolicy.HTTPS_ONLY, 60, 5),
        origin.custom());
    assertEquals(
        new CacheBehaviorConfig(
            "*",
            "app",
            ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            AllowedMethods.ALL,
            CachedMethods.GET_HEAD_OPTIONS,
            true,
            "658327ea-f89d-4fab-a63d-7e88639e58f6",
            "216adef6-5c7f-47e4-b989-5492eafa07d3",
            null,
            List.of(),
            List.of(),
            List.of(
                new FunctionAssociation(
                    FunctionEvent.VIEWER_REQUEST,
                    "arn:aws:cloudfront::123456789012:function/rewrite"),
                new FunctionAssociation(
                    FunctionEvent.ORIGIN_REQUEST,
                    "arn:aws:lambda:us-east-1:123456789012:function:route:3",
                    true,
                    false))),
        shop.defaultCacheBehavior());
    assertEquals("/images/*", shop.cacheBehaviors().get(0).pathPattern());
    assertFalse(shop.cacheBehaviors().get(0).needsSignature());
    assertEquals(
        List.of(new CustomErrorResponseConfig(404, "", 0, 30)), shop.customErrorResponses());
  }

  @Test
  void acceptedSettingsWithoutEffectAreNotedOnce() {
    EdgeConfig config = EdgeConfigReader.readJson("shop.json", resource("printed.json"));

    List<String> notes = new ArrayList<>();
    for (ConfigNote note : config.notes()) {
      notes.add(note.line() + " " + note.place());
    }
    assertEquals(
        List.of(
            "32 origins[0].customOriginConfig.originSslProtocols",
            "45 origins[0].originShield",
            "160 priceClass",
            "162 viewerCertificate",
            "177 httpVersion",
            "178 isIPV6Enabled"),
        notes);
  }

  @Test
  void theHeaderOfCacheTagsIsRead() {
    String tagged =
        EdgeConfigTexts.site("\"CachePolicyId\": \"Managed-CachingOptimized\"")
            .replace(
                "\"Enabled\": true,",
                "\"CacheTagConfig\": {\"HeaderName\": \"Cache-Tag\"}, \"Enabled\": true,");
    assertEquals(
        "Cache-Tag",
        EdgeConfigReader.readJson("s.json", tagged).distributions().get(0).cacheTagHeader());
    String plain = EdgeConfigTexts.site("\"CachePolicyId\": \"Managed-CachingOptimized\"");
    assertEquals(
        "", EdgeConfigReader.readJson("s.json", plain).distributions().get(0).cacheTagHeader());
  }

  @Test
  void logsToABucketAreNoted() {
    String logging = "{\"Enabled\": true, \"Bucket\": \"logs.s3.amazonaws.com\"}";
    String logged =
        EdgeConfigTexts.site("\"CachePolicyId\": \"Managed-CachingOptimized\"")
            .replace("\"Enabled\": true,", "\"Logging\": " + logging + ", \"Enabled\": true,");
    List<ConfigNote> notes = EdgeConfigReader.readJson("s.json", logged).notes();
    assertEquals(List.of("logging"), notes.stream().map(ConfigNote::place).toList());
  }

  @Test
  void readsABundle() {
    EdgeConfig config = EdgeConfigReader.readJson("bundle.json", resource("bundle.json"));

    assertEquals("E1SHOP", config.distributions().get(0).id());
    assertEquals("d111111abcdef8.cloudfront.net", config.distributions().get(0).domainName());
    assertTrue(config.distributions().get(0).origins().get(0).isSelf());
    CacheBehaviorConfig downloads = config.distributions().get(0).cacheBehaviors().get(0);
    assertEquals(List.of("partners"), downloads.trustedKeyGroups());
    assertTrue(downloads.needsSignature());
    assertEquals(
        new CachePolicyConfig(
            "p-1",
            "by-language",
            60,
            86_400,
            31_536_000,
            true,
            false,
            HeaderSelection.whitelist("Accept-Language"),
            NameSelection.allExcept("session"),
            NameSelection.all()),
        config.cachePolicy("by-language"));
    assertEquals(
        new OriginRequestPolicyConfig(
            "o-1",
            "all-but-host",
            HeaderSelection.allExcept("Host"),
            NameSelection.all(),
            NameSelection.whitelist("q")),
        config.originRequestPolicy("o-1"));
    KeyGroupConfig partners = config.keyGroup("partners");
    assertNotNull(partners);
    assertEquals(List.of("K2JCJMDEHXQW5F"), partners.publicKeyIds());
    PublicKeyConfig key = config.publicKey("K2JCJMDEHXQW5F");
    assertNotNull(key);
    assertTrue(key.encodedKey().startsWith("-----BEGIN PUBLIC KEY-----\nMII"));
    assertNull(config.publicKey("K0"));
  }

  @Test
  void filesCombineWhenTheyReferToEachOther() throws IOException {
    Path site = write("site.json", EdgeConfigTexts.site("\"CachePolicyId\": \"by-day\""));
    Path policy =
        write(
            "policy.json",
            """
            {"ETag": "E1", "CachePolicy": {"Id": "p", "LastModifiedTime": "2026-01-01T00:00:00Z",
             "CachePolicyConfig": {"Name": "by-day", "MinTTL": 100000,
              "ParametersInCacheKeyAndForwardedToOrigin": {
               "EnableAcceptEncodingGzip": false,
               "HeadersConfig": {"HeaderBehavior": "none"},
               "CookiesConfig": {"CookieBehavior": "none"},
               "QueryStringsConfig": {"QueryStringBehavior": "none"}}}}}
            """);

    EdgeConfig config = EdgeConfigReader.read(List.of(site, policy));

    assertEquals("site", config.distributions().get(0).id());
    CachePolicyConfig byDay = config.cachePolicy("p");
    assertNotNull(byDay);
    assertEquals(100_000, byDay.defaultTtlSeconds(), "rises with MinTTL");
    ConfigException alone =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.read(List.of(site)));
    assertEquals(
        site
            + ":8:22 defaultCacheBehavior.cachePolicyId: found \"by-day\"; there is no cache policy"
            + " with this id or name; add it to the files, \"aws cloudfront get-cache-policy --id"
            + " by-day\" prints it",
        alone.problems().get(0).toString());
  }

  @Test
  void problemsOfAllFilesAreReportedTogetherInOrder() throws IOException {
    Path missing = folder.resolve("missing.json");
    Path broken = write("broken.json", "{\n  \"Distributions\": [}\n");
    Path notUtf8 = folder.resolve("latin.json");
    Files.write(notUtf8, "{\"Comment\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    Path empty = write("empty.json", "{}");
    Path dangling = write("z.json", EdgeConfigTexts.site("\"CachePolicyId\": \"nowhere\""));

    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () -> EdgeConfigReader.read(List.of(missing, broken, notUtf8, empty, dangling)));

    List<String> found = new ArrayList<>();
    for (ConfigProblem problem : thrown.problems()) {
      found.add(problem.toString().replace(folder + "/", ""));
    }
    assertEquals(
        List.of(
            "missing.json: does not exist; expected a JSON or YAML file",
            "broken.json:2:21: found \"}\"; expected a JSON value",
            "latin.json: is not UTF-8; save it as UTF-8",
            "empty.json:1:1: found an empty object; expected a DistributionConfig, the output of"
                + " get-distribution-config or get-distribution, a CloudFormation template, or an"
                + " object with Distributions, CachePolicies, OriginRequestPolicies,"
                + " ResponseHeadersPolicies, PublicKeys or KeyGroups"),
        found,
        "a reference is not called broken while a file cannot be read");
    assertTrue(thrown.getMessage().startsWith("4 problems in the configuration:\n  "));
  }

  @Test
  void aByteOrderMarkIsIgnored() throws IOException {
    Path site =
        write("site.json", "\uFEFF" + EdgeConfigTexts.site("\"CachePolicyId\": \"Amplify\""));

    assertEquals(1, EdgeConfigReader.read(List.of(site)).distributions().size());
  }

  @Test
  void theNumberOfProblemsIsBounded() {
    StringBuilder json = new StringBuilder("{\"Enabled\": true");
    for (int i = 0; i < 5000; i++) {
      json.append(",\n\"x").append(i).append("\": 1");
    }

    ConfigException thrown =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("x.json", json + "}"));

    assertTrue(thrown.problems().size() < 600, thrown.problems().size() + " problems");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String resource(String name) {
    try (var in = EdgeConfigReaderTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsWhatListsPrint() {
    EdgeConfig config =
        EdgeConfigReader.readJson(
            "lists.json",
            """
            {"CachePolicyList": {"MaxItems": 100, "Quantity": 2, "Items": [
               {"Type": "managed", "CachePolicy": {"Id": "658327ea-f89d-4fab-a63d-7e88639e58f6",
                 "LastModifiedTime": "1970-01-01T00:00:00Z", "CachePolicyConfig": {"Name": "x"}}},
               {"Type": "custom", "CachePolicy": {"Id": "c1",
                 "LastModifiedTime": "2026-01-01T00:00:00Z", "CachePolicyConfig":
                 {"Name": "mine", "Comment": "", "MinTTL": 1, "DefaultTTL": 2, "MaxTTL": 3,
                  "ParametersInCacheKeyAndForwardedToOrigin": {"EnableAcceptEncodingGzip": false,
                   "EnableAcceptEncodingBrotli": false,
                   "HeadersConfig": {"HeaderBehavior": "none"},
                   "CookiesConfig": {"CookieBehavior": "none"},
                   "QueryStringsConfig": {"QueryStringBehavior": "none"}}}}}]},
             "OriginAccessControlList": {"Marker": "", "MaxItems": 100, "IsTruncated": false,
               "Quantity": 1, "Items": [{"Id": "E2", "Description": "", "Name": "bucket",
                 "SigningProtocol": "sigv4", "SigningBehavior": "always",
                 "OriginAccessControlOriginType": "s3"}]},
             "KeyGroupList": {"MaxItems": 100, "Quantity": 1, "Items": [{"KeyGroup": {"Id": "g1",
               "LastModifiedTime": "2026-01-01T00:00:00Z",
               "KeyGroupConfig": {"Name": "group", "Items": ["k1"], "Comment": ""}}}]},
             "PublicKeyList": {"MaxItems": 100, "Quantity": 1, "Items": [{"Id": "k1",
               "Name": "key", "CreatedTime": "2026-01-01T00:00:00Z", "EncodedKey": "-----BEGIN PUBLIC KEY-----\\nAA==\\n-----END PUBLIC KEY-----\\n",
               "Comment": ""}]}}
            """);
    assertEquals(List.of("c1"), config.cachePolicies().stream().map(p -> p.id()).toList());
    assertEquals(
        OriginAccessControlConfig.OriginType.S3, config.originAccessControl("E2").originType());
    assertEquals(List.of("k1"), config.keyGroup("g1").publicKeyIds());
    assertTrue(config.publicKey("k1").encodedKey().contains("AA=="));
  }

  @Test
  void listsOfSummariesSayWhatToRunInstead() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                EdgeConfigReader.readJson(
                    "lists.json",
                    "{\"DistributionList\": {\"Quantity\": 0}, \"FunctionList\": {}}"));
    assertTrue(
        e.getMessage()
            .contains(
                "distributionList: holds summaries only; expected what aws cloudfront"
                    + " get-distribution-config prints for each"),
        e.getMessage());
    assertTrue(e.getMessage().contains("describe-function prints"), e.getMessage());
  }
}
