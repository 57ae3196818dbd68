// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.config.FidelitySwitch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {

  @Test
  void oneFileIsEnoughAndListensOnLoopbackOnly() throws Exception {
    Options options = OptionParser.parse("--config", "a.json");

    assertEquals(List.of(Path.of("a.json")), options.configFiles());
    assertEquals(0, options.reloadSeconds());
    assertEquals("127.0.0.1", options.bind());
    assertEquals(8080, options.port());
    assertNull(options.adminPort());
    assertNull(options.accessLog());
    assertNull(options.storeDirectory());
    assertEquals(256L * 1024 * 1024, options.memoryBytes());
    assertEquals(List.of(), options.trustedProxies());
    assertEquals(FidelitySettings.of(Fidelity.SAFE), options.fidelity());
  }

  @Test
  void everyOptionIsRead() throws Exception {
    Options options =
        OptionParser.parse(
            "--config",
            "a.json",
            "b.json",
            "--reload",
            "7",
            "--port=0",
            "--bind",
            "0.0.0.0",
            "--admin-port",
            "9090",
            "--config=c.json",
            "--memory",
            "2g",
            "--store-dir",
            "cache",
            "--disk",
            "20g",
            "--trusted-proxies",
            "10.0.0.0/8,::1",
            "--access-log",
            "-",
            "--fidelity",
            "cloudfront, hsts-on-http=off",
            "--check");

    assertEquals(
        List.of(Path.of("a.json"), Path.of("b.json"), Path.of("c.json")), options.configFiles());
    assertEquals(7, options.reloadSeconds());
    assertEquals(0, options.port());
    assertEquals("0.0.0.0", options.bind());
    assertEquals(9090, options.adminPort());
    assertEquals(2L * 1024 * 1024 * 1024, options.memoryBytes());
    assertEquals(Path.of("cache"), options.storeDirectory());
    assertEquals(20L * 1024 * 1024 * 1024, options.diskBytes());
    assertEquals(List.of("10.0.0.0/8", "::1"), options.trustedProxies());
    assertEquals("-", options.accessLog());
    assertEquals(
        FidelitySettings.of(Fidelity.CLOUDFRONT).with(FidelitySwitch.HSTS_ON_HTTP, false),
        options.fidelity());
    assertTrue(options.check());
  }

  @ParameterizedTest
  @CsvSource({"1048576, 1048576", "512k, 524288", "256m, 268435456", "3G, 3221225472"})
  void sizesHaveUnits(String text, long bytes) throws Exception {
    assertEquals(bytes, OptionParser.parse("--config", "a", "--memory", text).memoryBytes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 80                           | --config is missing
          --config                            | --config needs a value
          --config --check                    | --config needs a value
          --config a --port 65536             | --port "65536": expected a number from 0 to 65535
          --config a --port -1                | --port "-1": expected a number
          --config a --admin-port x           | --admin-port "x": expected a number
          --config a --memory 0               | --memory "0": expected a size
          --config a --memory m               | --memory "m": expected a size
          --config a --memory 9999999999999g  | --memory "9999999999999g": expected a size
          --config a --fidelity strict        | --fidelity is "strict", expected safe, standard, cloudfront, or a switch=on or =off
          --config a --disk 2g                | --disk is the bound of files, but --store-dir names no folder
          --config a --store-dir d --disk x   | --disk "x": expected a size
          --config a --geo-database           | --geo-database needs a value
          --config a --shadow                 | --shadow needs shadow mode, which this version does not have
          --config a --check=yes              | --check takes no value
          --config a --colour                 | "--colour" is not an option
          a.json                              | "a.json" is not an option
          """)
  void wrongCommandLineNamesTheOption(String line, String message) {
    UsageException refused =
        assertThrows(UsageException.class, () -> OptionParser.parse(line.split(" ", -1)));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  @Test
  void helpNeedsNoConfiguration() throws Exception {
    assertTrue(OptionParser.parse("--help").help());
  }
}
