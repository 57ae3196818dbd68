// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, compared with published vectors and with what Amazon's own SDK makes. */
final class SigV4Test {
  private static final String DATE = "20260131T235959Z";
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private static String mine(
      String method, String host, String path, String query, String service, String token) {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", host);
    headers.put("x-amz-content-sha256", SigV4.NO_PAYLOAD);
    headers.put("x-amz-date", DATE);
    if (token != null) {
      headers.put("x-amz-security-token", token);
    }
    SigningScope scope = new SigningScope(DATE.substring(0, 8), "eu-west-1", service);
    String canonical =
        CanonicalForm.request(
            method,
            service.equals("s3") ? path : CanonicalForm.pathTwice(path),
            query,
            headers,
            SigV4.NO_PAYLOAD);
    return SigV4.authorization(
        ID, scope, CanonicalForm.names(headers), SigV4.signature(SECRET, DATE, scope, canonical));
  }

  /** The example of the service's own documentation: GET Object of a bucket. */
  @Test
  void thePublishedExampleHasThePublishedSignature() {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", "examplebucket.s3.amazonaws.com");
    headers.put("range", "bytes=0-9");
    headers.put("x-amz-content-sha256", SigV4.NO_PAYLOAD);
    headers.put("x-amz-date", "20130524T000000Z");
    String canonical = CanonicalForm.request("GET", "/test.txt", "", headers, SigV4.NO_PAYLOAD);

    assertEquals(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        SigV4.signature(
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "20130524T000000Z",
            new SigningScope("20130524", "us-east-1", "s3"),
            canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/b.txt",
        "/a%20b/%C3%A4.jpg",
        "/a//b/",
        "/(1)!*'.txt",
        "/a+b=c@d:e,f;g$h&i",
        "/~tilde_-.x",
        "/a?x=1",
        "/a?b=2&a=1&A=0",
        "/a?list-type=2&prefix=x%2Fy&marker=",
        "/a?acl",
        "/a?a=2&a=1",
        "/a?ab=1&a=2",
        "/a?q=a%20b%2Bc"
      })
  void theSdkSignsTheSame(String target) {
    int mark = target.indexOf('?');
    String path = CanonicalForm.path(mark < 0 ? target : target.substring(0, mark));
    String query = CanonicalForm.query(mark < 0 ? null : target.substring(mark + 1));
    String sent = query.isEmpty() ? path : path + '?' + query;
    String host = "bucket.s3.eu-west-1.amazonaws.com";
    for (String token : new String[] {null, "token/+=="}) {
      assertEquals(
          SdkSigner.authorization(
              "GET", host, sent, DATE, "eu-west-1", "s3", ID, SECRET, token, false),
          mine("GET", host, path, query, "s3", token));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a b", "/a%20b/%C3%A4"})
  void otherServicesHaveThePathEncodedTwice(String raw) {
    String path = CanonicalForm.path(raw);
    String host = "abc.lambda-url.eu-west-1.on.aws";
    assertEquals(
        SdkSigner.authorization(
            "POST", host, path, DATE, "eu-west-1", "lambda", ID, SECRET, null, false),
        mine("POST", host, path, "", "lambda", null));
  }

  @ParameterizedTest
  @CsvSource({
    "/a b, /a%20b",
    "/%61%2f, /a/",
    "/%e4, /%E4",
    "/100%, /100%25",
    "/%zz, /%25zz",
    "/ä, /%C3%A4"
  })
  void pathsAreEncodedOnce(String raw, String canonical) {
    assertEquals(canonical, CanonicalForm.path(raw));
  }

  @Test
  void datesAreInUtc() {
    assertEquals("20260131T235959Z", SigV4.date(Instant.parse("2026-01-31T23:59:59.9Z")));
  }
}
