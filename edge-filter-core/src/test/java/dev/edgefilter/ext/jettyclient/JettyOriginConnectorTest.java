// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.origin.OriginConnector;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JettyOriginConnectorTest {

  @Test
  void isFoundAsAService() {
    assertInstanceOf(
        JettyOriginConnector.class,
        ServiceLoader.load(OriginConnector.class).findFirst().orElseThrow());
  }

  @ParameterizedTest(name = "{0}, viewer on https: {1}")
  @CsvSource({
    "HTTP_ONLY,    false, http://a.test:80",
    "HTTP_ONLY,    true,  http://a.test:80",
    "HTTPS_ONLY,   false, https://a.test:443",
    "HTTPS_ONLY,   true,  https://a.test:443",
    "MATCH_VIEWER, false, http://a.test:80",
    "MATCH_VIEWER, true,  https://a.test:443"
  })
  void portAndSchemeFollowTheProtocolPolicy(
      OriginProtocolPolicy policy, boolean viewerSecure, String address) {
    OriginConfig origin = OriginConfig.remote("a", "a.test", policy);

    assertEquals("origin \"a\" at " + address, RemoteServer.of(origin, viewerSecure).toString());
  }

  @Test
  void bucketIsAskedOnHttps() {
    OriginConfig bucket = OriginConfig.builder("b", "b.test").s3(true).build();

    assertEquals("origin \"b\" at https://b.test:443", RemoteServer.of(bucket, false).toString());
  }

  @Test
  void missingClientIsNamedWhenARemoteOriginIsConnected() throws Exception {
    try (URLClassLoader without =
        new URLClassLoader(classPathWithout("jetty-"), ClassLoader.getPlatformClassLoader())) {
      Class<?> connectorType = without.loadClass(JettyOriginConnector.class.getName());
      Class<?> configType = without.loadClass(OriginConfig.class.getName());
      Class<?> policyType = without.loadClass(OriginProtocolPolicy.class.getName());
      Object config =
          configType
              .getMethod("remote", String.class, String.class, policyType)
              .invoke(null, "app", "app.test", policyType.getField("HTTP_ONLY").get(null));
      Object connector = connectorType.getConstructor().newInstance();

      Throwable refused =
          assertThrows(
                  InvocationTargetException.class,
                  () -> connectorType.getMethod("connect", configType).invoke(connector, config))
              .getCause();
      assertInstanceOf(IllegalArgumentException.class, refused);
      assertTrue(refused.getMessage().contains("org.eclipse.jetty:jetty-client"));
    }
  }

  private static URL[] classPathWithout(String library) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      File file = new File(entry);
      if (!file.getName().startsWith(library)) {
        urls.add(file.toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
