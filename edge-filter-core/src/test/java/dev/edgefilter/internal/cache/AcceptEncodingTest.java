// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudFront: what a viewer's Accept-Encoding becomes in the key and towards the origin. */
final class AcceptEncodingTest {

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
    br, gzip              | br,gzip | gzip | br   | br,gzip  | gzip     | br
    gzip,br               | br,gzip | gzip | br   | br,gzip  | gzip     | br
    gzip, deflate, br, zstd | br,gzip | gzip | br | br,gzip  | gzip     | br
    gzip                  | gzip    | gzip | none | gzip     | gzip     | identity
    br                    | br      | none | br   | br       | identity | br
    GZIP;q=1.0            | gzip    | gzip | none | gzip     | gzip     | identity
    gzip;q=0.001          | gzip    | gzip | none | gzip     | gzip     | identity
    gzip;q=0, br          | br      | none | br   | br       | identity | br
    gzip; Q=0.000 , br    | br      | none | br   | br       | identity | br
    gzip;q=0;x=1          | none    | none | none | identity | identity | identity
    deflate               | none    | none | none | identity | identity | identity
    *                     | none    | none | none | identity | identity | identity
    xgzip, gzipx, brx     | none    | none | none | identity | identity | identity
    ''                    | none    | none | none | identity | identity | identity
    none                  | none    | none | none | none     | none     | none
    """)
  void isNormalizedByTheFlagsOfThePolicy(
      String header,
      String bothKey,
      String gzipKey,
      String brotliKey,
      String bothOrigin,
      String gzipOrigin,
      String brotliOrigin) {
    AcceptEncoding both = new AcceptEncoding(true, true);
    AcceptEncoding gzip = new AcceptEncoding(true, false);
    AcceptEncoding brotli = new AcceptEncoding(false, true);

    assertEquals(bothKey, both.normalized(header, "HTTP/1.1"));
    assertEquals(gzipKey, gzip.normalized(header, "HTTP/1.1"));
    assertEquals(brotliKey, brotli.normalized(header, "HTTP/2.0"));
    assertEquals(bothOrigin, both.forwarded(header, "HTTP/1.1"));
    assertEquals(gzipOrigin, gzip.forwarded(header, "HTTP/1.1"));
    assertEquals(brotliOrigin, brotli.forwarded(header, "HTTP/2.0"));
  }

  @Test
  void oldViewersGetNoCodingAndTheOriginIsNotTold() {
    AcceptEncoding both = new AcceptEncoding(true, true);

    assertNull(both.normalized("gzip, br", "HTTP/1.0"));
    assertNull(both.forwarded("gzip, br", "HTTP/1.0"));
  }
}
