// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands around the parts of a multipart answer. */
final class MultipartTest {
  private static final String BODY = "0123456789";

  private static String whole(Multipart multipart) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < multipart.size(); i++) {
      ByteRange range = multipart.range(i);
      text.append(new String(multipart.opening(i), StandardCharsets.ISO_8859_1));
      text.append(BODY, (int) range.first(), (int) range.last() + 1);
    }
    return text + new String(multipart.closing(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void eachPartSaysItsTypeAndPlace() {
    Multipart multipart =
        new Multipart(
            List.of(new ByteRange(0, 1), new ByteRange(9, 9)), BODY.length(), "text/plain", "B");

    assertEquals("multipart/byteranges; boundary=B", multipart.contentType());
    String expected =
        "--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
            + "\r\n--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 9-9/10\r\n\r\n9"
            + "\r\n--B--\r\n";
    assertEquals(expected, whole(multipart));
    assertEquals(expected.length(), multipart.length());
  }

  @Test
  void partsOfAnUnknownTypeNameNone() {
    Multipart multipart =
        new Multipart(List.of(new ByteRange(0, 0), new ByteRange(2, 3)), 10, null, "B");

    assertEquals(
        "--B\r\nContent-Range: bytes 0-0/10\r\n\r\n0"
            + "\r\n--B\r\nContent-Range: bytes 2-3/10\r\n\r\n23\r\n--B--\r\n",
        whole(multipart));
    assertEquals(whole(multipart).length(), multipart.length());
  }
}
