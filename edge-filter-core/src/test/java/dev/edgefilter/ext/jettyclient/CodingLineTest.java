// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which line of a head is hidden from the client's parser, and which must not be. */
final class CodingLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A: 1~Transfer-Encoding: x-none~B: 2~~hello | A: 1~X-Transfer-Coding: x-none~B: 2~~hello
          transfer-encoding:gzip~~                   | X-Transfer-Coding:gzip~~
          Transfer-Encoding: chunked~~               | Transfer-Encoding: chunked~~
          Transfer-Encoding: gzip, Chunked~~         | Transfer-Encoding: gzip, Chunked~~
          Transfer-Encoding: a~Content-Length: 1~~b  | Transfer-Encoding: a~Content-Length: 1~~b
          content-length: 1~Transfer-Encoding: a~~b  | content-length: 1~Transfer-Encoding: a~~b
          Transfer-Encoding: a~Transfer-Encoding: b~~| Transfer-Encoding: a~Transfer-Encoding: b~~
          Transfer-Encodings: a~~                    | Transfer-Encodings: a~~
          Transfer-Encoding~~                        | Transfer-Encoding~~
          A: 1~~Transfer-Encoding: a~~               | A: 1~~Transfer-Encoding: a~~
          Transfer-Encoding: cut~Off: he             | Transfer-Encoding: cut~Off: he
          Transfer-Encoding: cut                     | Transfer-Encoding: cut
          """)
  void onlyTheOneLineOfAWholeHeadIsRenamed(String head, String expected) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes("HTTP/1.1 200\r\n" + head.replace("~", "\r\n")));
    buffer.position("HTTP/1.1 200\r\n".length());

    boolean renamed = CodingLine.rename(buffer);

    assertEquals(
        expected.replace("~", "\r\n"), StandardCharsets.ISO_8859_1.decode(buffer).toString());
    assertEquals(!head.equals(expected), renamed);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
