// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTtlsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({"404,0,1", "503,30,30", "500,10,10"})
  void errorsOfABucketAreKeptForASecondAtLeast(int status, long seconds, long ofBucket) {
    ErrorTtls written = new ErrorTtls(Map.of(404, 0L, 503, 30L));

    assertEquals(seconds, written.seconds(status));
    assertEquals(ofBucket, written.atLeast(1).seconds(status));
  }
}
