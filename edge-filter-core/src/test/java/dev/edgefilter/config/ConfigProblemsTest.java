// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row breaks one thing of a valid file and expects exactly one problem. */
final class ConfigProblemsTest {
  private static final String VALID =
      """
      {
        "Comment": "", "Enabled": true, "DefaultRootObject": "index.html",
        "Aliases": {"Quantity": 1, "Items": ["www.example.com"]},
        "Origins": {"Quantity": 1, "Items": [
          {"Id": "app", "DomainName": "app.internal", "OriginPath": "",
           "CustomHeaders": {"Quantity": 1, "Items": [{"HeaderName": "X-A", "HeaderValue": "s3cret"}]},
           "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"},
           "ConnectionAttempts": 3, "ConnectionTimeout": 10}]},
        "DefaultCacheBehavior": {
          "TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all", "Compress": true,
          "AllowedMethods": {"Quantity": 2, "Items": ["HEAD", "GET"],
            "CachedMethods": {"Quantity": 2, "Items": ["HEAD", "GET"]}},
          "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"},
        "CacheBehaviors": {"Quantity": 1, "Items": [
          {"PathPattern": "/img/*", "TargetOriginId": "app", "ViewerProtocolPolicy": "https-only",
           "CachePolicyId": "Managed-CachingDisabled"}]},
        "CustomErrorResponses": {"Quantity": 1, "Items": [{"ErrorCode": 404, "ErrorCachingMinTTL": 5}]}
      }
      """;

  @Test
  void theUnbrokenFileHasNoProblem() {
    assertEquals(1, EdgeConfigReader.readJson("s.json", VALID).distributions().size());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          # types
          "Enabled": true | "Enabled": "true" | 2:29 enabled: found "true"; expected true or false, without quotes
          "Enabled": true | "Enabled": null | 2:29 enabled: found null; expected true or false, without quotes
          "Enabled": true, | | 1:1 enabled: is missing; expected true or false
          "ConnectionAttempts": 3 | "ConnectionAttempts": "3" | 8:28 origins[0].connectionAttempts: found "3"; expected a whole number, without quotes
          "ConnectionAttempts": 3 | "ConnectionAttempts": 2.5 | 8:28 origins[0].connectionAttempts: found the number 2.5; expected a whole number
          "ConnectionAttempts": 3 | "ConnectionAttempts": 3000000000 | 8:28 origins[0].connectionAttempts: found 3000000000; expected a smaller number
          "OriginPath": "" | "OriginPath": {} | 5:63 origins[0].originPath: found an object; expected a string
          ["www.example.com"] | "www.example.com" | 3:39 aliases.items: found "www.example.com"; expected a list
          ["www.example.com"] | [7] | 3:40 aliases[0]: found the number 7; expected a string
          "Comment": "" | "Comment": [] | 2:14 comment: found a list; expected a string
          {"ErrorCode": 404, "ErrorCachingMinTTL": 5} | 404 | 17:53 customErrorResponses[0]: found the number 404; expected an object
          "HeaderValue": "s3cret" | "HeaderValue": 12345 | 6:86 origins[0].customHeaders[0].headerValue: found something else; expected a string

          # names
          "Compress" | "Compres" | 10:67 defaultCacheBehavior.compres: found the unknown field "Compres"; did you mean "Compress"?
          "Compress" | "SmoothStreeming" | 10:67 defaultCacheBehavior.smoothStreeming: found the unknown field "SmoothStreeming"; did you mean "SmoothStreaming"?
          "Comment" | "Colour" | 2:3 colour: found the unknown field "Colour"; remove it
          "Comment": "" | "Enabled": false | 2:21: found "Enabled" again, first in line 2; remove one of them

          # cache tags
          "Comment": "" | "CacheTagConfig": {} | 2:21 cacheTagConfig.headerName: is missing; expected the name of the header that holds cache tags
          "Comment": "" | "CacheTagConfig": {"HeaderName": "cache tag"} | 2:36 cacheTagConfig.headerName: found "cache tag"; expected a header name without ' '
          "Comment": "" | "CacheTagConfig": {"HeaderName": ""} | 2:36 cacheTagConfig.headerName: found an empty name; expected a header name

          # words
          "allow-all" | "allow_all" | 10:54 defaultCacheBehavior.viewerProtocolPolicy: found "allow_all"; expected one of allow-all, https-only, redirect-to-https
          "http-only" | "http" | 7:87 origins[0].customOriginConfig.originProtocolPolicy: found "http"; expected one of http-only, match-viewer, https-only
          2, "Items": ["HEAD", "GET"],~ | 2, "Items": ["POST", "GET"],~ | 11:23 defaultCacheBehavior.allowedMethods: found POST, GET; expected GET, HEAD or GET, HEAD, OPTIONS or GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE
          2, "Items": ["HEAD", "GET"]}} | 1, "Items": ["GET"]}} | 12:24 defaultCacheBehavior.allowedMethods.cachedMethods: found GET; expected GET, HEAD or GET, HEAD, OPTIONS
          2, "Items": ["HEAD", "GET"]}} | 3, "Items": ["HEAD", "GET", "OPTIONS"]}} | 11:23 defaultCacheBehavior.allowedMethods: caches OPTIONS but does not allow it; add OPTIONS to the allowed methods or remove it from the cached ones

          # quantities
          "Aliases": {"Quantity": 1 | "Aliases": {"Quantity": 2 | 3:27 aliases.quantity: found 2 but 1 Items; expected the same number (InconsistentQuantities)
          "Aliases": {"Quantity": 1, | "Aliases": { | 3:14 aliases.quantity: is missing; expected the number of Items

          # references
          "TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all" | "TargetOriginId": "api", "ViewerProtocolPolicy": "allow-all" | 10:23 defaultCacheBehavior.targetOriginId: found "api"; expected one of app
          "Managed-CachingDisabled" | "Managed-CacheDisabled" | 16:23 cacheBehaviors[0].cachePolicyId: found "Managed-CacheDisabled"; there is no cache policy with this id or name; did you mean "Managed-CachingDisabled"?
          "Compress": true | "OriginRequestPolicyId": "mine" | 10:92 defaultCacheBehavior.originRequestPolicyId: found "mine"; there is no origin request policy with this id or name; add it to the files, "aws cloudfront get-origin-request-policy --id mine" prints it
          "Compress": true | "TrustedKeyGroups": {"Enabled": true, "Quantity": 1, "Items": ["g1"]} | 10:130 defaultCacheBehavior.trustedKeyGroups[0]: found "g1"; there is no key group with this id; add it to the files, "aws cloudfront get-key-group --id g1" prints it

          # signatures are never opened by mistake
          "Compress": true | "TrustedKeyGroups": {"Enabled": true, "Quantity": 0} | 10:87 defaultCacheBehavior.trustedKeyGroups: found no key group; expected at least one, or Enabled false
          "Compress": true | "TrustedKeyGroups": {"Quantity": 0} | 10:87 defaultCacheBehavior.trustedKeyGroups.enabled: is missing; expected true or false

          # paths and hosts
          "/img/*" | "/img/#*" | 15:21 cacheBehaviors[0].pathPattern: found "/img/#*"; expected no '#' in it; allowed are letters, digits and _-.*$/~"'@:+&?
          "/img/*" | "" | 15:21 cacheBehaviors[0].pathPattern: is empty; expected a pattern such as /images/*
          "index.html" | "/index.html" | 2:56 defaultRootObject: found "/index.html"; expected no leading slash; remove it
          "index.html" | "index html" | 2:56 defaultRootObject: found "index html"; expected no ' ' in it; allowed are letters, digits and _-.*$/~"'&
          "www.example.com" | "www.*.com" | 3:40 aliases[0]: found "www.*.com"; expected a host name in lower case, without scheme and port, with * only as a leading "*."
          "www.example.com" | "WWW.example.com" | 3:40 aliases[0]: found "WWW.example.com"; expected a host name in lower case, without scheme and port, with * only as a leading "*."
          "app.internal" | "app.internal:8080" | 5:33 origins[0].domainName: found "app.internal:8080"; expected a host name without scheme, port and path, or "self" for this application; ports are HTTPPort and HTTPSPort
          "OriginPath": "" | "OriginPath": "/a/" | 5:63 origins[0].originPath: found "/a/"; expected a path that begins with a slash, does not end with one and has at most 255 characters

          # ranges
          "ConnectionAttempts": 3 | "ConnectionAttempts": 0 | 8:28 origins[0].connectionAttempts: found 0; expected 1 to 3
          "ConnectionAttempts": 3 | "ConnectionAttempts": 4 | 8:28 origins[0].connectionAttempts: found 4; expected 1 to 3
          "ConnectionTimeout": 10 | "ConnectionTimeout": 11 | 8:52 origins[0].connectionTimeout: found 11; expected 1 to 10
          "HTTPPort": 80 | "HTTPPort": 81 | 7:41 origins[0].customOriginConfig.httpPort: found 81; expected 80, 443 or 1024 to 65535
          "HTTPPort": 80 | "OriginReadTimeout": 0 | 7:50 origins[0].customOriginConfig.originReadTimeout: found 0; expected at least 1 second
          "ConnectionAttempts": 3 | "ResponseCompletionTimeout": 29 | 8:35 origins[0].responseCompletionTimeout: found 29; expected at least the OriginReadTimeout of 30 seconds
          "ErrorCode": 404 | "ErrorCode": 200 | 17:67 customErrorResponses[0].errorCode: found 200; expected one of 400, 403, 404, 405, 412, 414, 415, 416, 500, 501, 502, 503, 504
          "ErrorCachingMinTTL": 5 | "ErrorCachingMinTTL": -1 | 17:94 customErrorResponses[0].errorCachingMinTTL: found -1; expected 0 or more seconds
          "ErrorCachingMinTTL": 5 | "ResponseCode": "200" | 17:53 customErrorResponses[0].responsePagePath: found no page but a status; expected both, or neither to change only the caching time
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "/404.html" | 17:92 customErrorResponses[0].responsePagePath: found a page without a ResponseCode; expected both, or neither to change only the caching time
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "404.html", "ResponseCode": "404" | 17:92 customErrorResponses[0].responsePagePath: found "404.html"; expected a path that begins with / and has at most 4000 characters
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "/404.html?a", "ResponseCode": "404" | 17:92 customErrorResponses[0].responsePagePath: found "/404.html?a"; expected one clear path, percent-encoded, without query and fragment
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "/a/../404.html", "ResponseCode": "404" | 17:92 customErrorResponses[0].responsePagePath: found "/a/../404.html"; expected one clear path, percent-encoded, without query and fragment
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "/not found", "ResponseCode": "404" | 17:92 customErrorResponses[0].responsePagePath: found "/not found"; expected one clear path, percent-encoded, without query and fragment
          "ErrorCachingMinTTL": 5 | "ResponsePagePath": "/404.html", "ResponseCode": "302" | 17:121 customErrorResponses[0].responseCode: found 302; expected 200 or one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
          "ErrorCode": 404, "ErrorCachingMinTTL": 5 | "ErrorCode": 412, "ResponsePagePath": "/412.html", "ResponseCode": "400" | 17:67 customErrorResponses[0].errorCode: found 412; expected one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
          "ErrorCachingMinTTL": 5 | "ResponseCode": "2x0" | 17:88 customErrorResponses[0].responseCode: found "2x0"; expected a status such as "404"
          "X-A" | "Host" | 6:64 origins[0].customHeaders[0].headerName: found "Host", which an origin's custom headers may not set; remove it
          "X-A" | "X-Amz-Date" | 6:64 origins[0].customHeaders[0].headerName: found "X-Amz-Date", which an origin's custom headers may not set; remove it
          "X-A" | "X A" | 6:64 origins[0].customHeaders[0].headerName: found "X A"; expected a header name without ' '
          "s3cret" | "s3\\r\\ncret" | 6:86 origins[0].customHeaders[0].headerValue: found a control character; expected printable text

          # functions
          "Compress": true | "FunctionAssociations": {"Quantity": 1, "Items": [{"FunctionARN": "f", "EventType": "origin-request"}]} | 10:151 defaultCacheBehavior.functionAssociations[0].eventType: found "origin-request"; expected one of viewer-request, viewer-response
          "Compress": true | "FunctionAssociations": {"Quantity": 2, "Items": [{"FunctionARN": "f", "EventType": "viewer-request"}, {"FunctionARN": "g", "EventType": "viewer-request"}]} | 10:91 defaultCacheBehavior.functionAssociations: found two functions for viewer-request; expected at most one
          "Compress": true | "LambdaFunctionAssociations": {"Quantity": 1, "Items": [{"LambdaFunctionARN": "f"}]} | 10:123 defaultCacheBehavior.lambdaFunctionAssociations[0].eventType: is missing; expected one of viewer-request, origin-request, origin-response, viewer-response

          # not supported yet
          "Comment" | "WebACLId": "arn:x", "Comment" | 2:15 webACLId: found "arn:x"; there is no web ACL with this ARN, id or name (InvalidWebACLId); add it to the files, "aws wafv2 get-web-acl --scope CLOUDFRONT" prints it
          "Comment" | "Staging": true, "Comment" | 2:14 staging: Staging is not supported yet by this version; set it to false
          "Comment" | "Restrictions": {"GeoRestriction": {"RestrictionType": "whitelist", "Quantity": 0}}, "Comment" | 2:38 restrictions.geoRestriction: found "whitelist", with 0 countries; expected countries with whitelist and blacklist, and none otherwise
          "Comment" | "Logging": {"Enabeld": true}, "Comment" | 2:14 logging: found the unknown field "Enabeld"; did you mean "Enabled"?
          "Comment" | "PriceClass": "PriceClass_300", "Comment" | 2:17 priceClass: found "PriceClass_300"; expected one of PriceClass_All, PriceClass_200, PriceClass_100, None
          "Compress": true | "TrustedSigners": {"Enabled": true, "Quantity": 1, "Items": ["self"]} | 10:128 defaultCacheBehavior.trustedSigners[0]: found the account "self", whose key pairs only the service knows; add a key group with the Id "self" that holds their public keys (ids beginning with APKA), or use TrustedKeyGroups
          "Compress": true | "TrustedSigners": {"Enabled": true, "Quantity": 0} | 10:85 defaultCacheBehavior.trustedSigners: found no account; expected at least one, or Enabled false
          "Compress": true | "ResponseHeadersPolicyId": "x" | 10:94 defaultCacheBehavior.responseHeadersPolicyId: found "x"; there is no response headers policy with this id or name; add it to the files, "aws cloudfront get-response-headers-policy --id x" prints it
          "Compress": true | "ResponseHeadersPolicyId": "Managed-SimpleCros" | 10:94 defaultCacheBehavior.responseHeadersPolicyId: found "Managed-SimpleCros"; there is no response headers policy with this id or name; did you mean "Managed-SimpleCORS"?
          "ConnectionTimeout": 10 | "OriginAccessControlId": "E1" | 8:56 origins[0].originAccessControlId: found "E1"; there is no origin access control with this id; add it to the files, "aws cloudfront get-origin-access-control --id E1" prints it
          """)
  void eachBrokenThingIsOneProblemAtItsPlace(String part, String broken, String expected) {
    String newLine = part.replace('~', '\n');
    assertTrue(VALID.contains(newLine), part);
    String replacement = broken == null ? "" : broken.replace('~', '\n');
    String text = VALID.replace(newLine, replacement);

    assertEquals(List.of("s.json:" + expected), problems(text));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("ContinuousDeploymentPolicies")
  void kindsOfResourcesThatAreNotReadYetAreRefusedByName(String kind) {
    List<String> found = problems("{\"" + kind + "\": [{\"Id\": \"x\"}]}");

    assertEquals(1, found.size());
    assertTrue(
        found.get(0).contains(kind + " is not supported yet by this version; "), found.get(0));
    assertEquals(
        0, EdgeConfigReader.readJson("s.json", "{\"" + kind + "\": []}").distributions().size());
  }

  @Test
  void policiesAndKeysAreChecked() {
    String text =
        """
        {"CachePolicies": [
          {"Id": "p", "CachePolicyConfig": {"Name": "p", "MinTTL": 10, "DefaultTTL": 5, "MaxTTL": 20,
            "ParametersInCacheKeyAndForwardedToOrigin": {
              "EnableAcceptEncodingGzip": true,
              "HeadersConfig": {"HeaderBehavior": "allViewer"},
              "CookiesConfig": {"CookieBehavior": "whitelist"},
              "QueryStringsConfig": {"QueryStringBehavior": "none", "QueryStrings": {"Quantity": 1, "Items": ["q"]}}}}},
          {"Id": "p", "CachePolicyConfig": {"Name": "q", "MinTTL": 0, "MaxTTL": 0, "DefaultTTL": 0,
            "ParametersInCacheKeyAndForwardedToOrigin": {
              "EnableAcceptEncodingGzip": true,
              "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": {"Quantity": 2, "Items": ["Cookie", "Accept-Encoding"]}},
              "CookiesConfig": {"CookieBehavior": "none"},
              "QueryStringsConfig": {"QueryStringBehavior": "none"}}}}],
         "OriginRequestPolicies": [
          {"Id": "o", "OriginRequestPolicyConfig": {"Name": "o",
            "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": {"Quantity": 1, "Items": ["Authorization"]}},
            "CookiesConfig": {"CookieBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"}}}],
         "PublicKeys": [{"Id": "K1", "PublicKeyConfig": {"CallerReference": "1", "Name": "k", "EncodedKey": "MIIB"}}],
         "KeyGroups": [{"Id": "g", "KeyGroupConfig": {"Name": "g", "Items": []}}]}
        """;

    assertEquals(
        List.of(
            "s.json:2:78 cachePolicies[0].defaultTTL: found 5, not between MinTTL 10 and MaxTTL 20;"
                + " expected MinTTL <= DefaultTTL <= MaxTTL (InvalidTTLOrder)",
            "s.json:5:43 cachePolicies[0].headersConfig.headerBehavior: found \"allViewer\";"
                + " expected one of none, whitelist",
            "s.json:6:24 cachePolicies[0].cookiesConfig: found \"whitelist\", but no names;"
                + " expected at least one",
            "s.json:7:29 cachePolicies[0].queryStringsConfig: found \"none\", but 1 names; remove"
                + " them or list by name",
            "s.json:8:10 cachePolicies[1].id: found \"p\", the id of another cache policy; give it"
                + " an id of its own",
            "s.json:11:67 cachePolicies[1].headersConfig.headers: found \"Cookie\", which cannot be"
                + " part of a cache key; remove it",
            "s.json:11:67 cachePolicies[1].headersConfig.headers: found \"Accept-Encoding\", but"
                + " EnableAcceptEncodingGzip or EnableAcceptEncodingBrotli is true; remove the"
                + " header",
            "s.json:16:65 originRequestPolicies[0].headersConfig.headers: found \"Authorization\","
                + " which an origin request policy cannot list; put it into a cache policy",
            "s.json:19:101 publicKeys[0].encodedKey: is no PEM text; expected -----BEGIN PUBLIC"
                + " KEY----- and so on, with line breaks",
            "s.json:20:69 keyGroups[0].items: is empty; expected at least one public key id"),
        problems(text));
  }

  @Test
  void distributionsMayNotShareIdsOrAliases() {
    String wrapped = "{\"Id\": \"E1\", \"DistributionConfig\": " + VALID + "}";

    assertEquals(
        List.of(
            "s.json:20:8 distributions[1].id: found \"E1\", the id of another distribution; give it"
                + " an id of its own",
            "s.json:22:40 distributions[1].aliases[0]: found \"www.example.com\", an alias of"
                + " distribution \"E1\" already; remove one of them"),
        problems("{\"Distributions\": [" + wrapped + ",\n" + wrapped + "]}"));
  }

  @Test
  void noMessageShowsTheValueOfAnOriginHeader() {
    String text = VALID.replace("s3cret", "s3cret" + "x".repeat(2000)).replace("app.i", "app/");

    for (String problem : problems(text)) {
      assertFalse(problem.contains("s3cret"), problem);
    }
    EdgeConfig config = EdgeConfigReader.readJson("s.json", VALID);
    assertFalse(config.toString().contains("s3cret"));
  }

  private static List<String> problems(String text) {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("s.json", text));
    List<String> found = new ArrayList<>();
    for (ConfigProblem problem : thrown.problems()) {
      found.add(problem.toString());
    }
    return found;
  }
}
