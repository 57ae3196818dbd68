// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.test;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.testkit.EdgeDriver;
import dev.edgefilter.testkit.EdgeRecorder;
import dev.edgefilter.testkit.TestClock;
import dev.edgefilter.testkit.TestPlaces;
import java.net.URI;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.MockMvc;

/** The beans of {@link AutoConfigureEdgeDriver}. */
@Configuration(proxyBeanMethods = false)
class EdgeDriverConfiguration {
  private static final URI MOCKED = URI.create("http://localhost");

  @Bean
  EdgeRecorder edgeRecorder() {
    return new EdgeRecorder();
  }

  /** Shows the time at which the application was started, until a test turns it. */
  @Bean
  TestClock edgeTestClock() {
    return new TestClock(Instant.now());
  }

  @Bean
  TestPlaces edgeTestPlaces() {
    return new TestPlaces();
  }

  /** Made when a test asks for it: the server has its port by then. */
  @Bean
  @Lazy
  EdgeDriver edgeDriver(
      EdgeEngine engine,
      EdgeRecorder recorder,
      TestPlaces places,
      ObjectProvider<MockMvc> mockMvc,
      Environment environment) {
    MockMvc mocked = mockMvc.getIfAvailable();
    if (mocked != null) {
      return EdgeDriver.of(engine, recorder, MOCKED, new MockMvcTransport(mocked), places);
    }
    String port = environment.getProperty("local.server.port");
    if (port == null) {
      throw new IllegalStateException(
          "there is neither a MockMvc nor a port; add @AutoConfigureMockMvc to the test, or"
              + " webEnvironment = RANDOM_PORT to its @SpringBootTest");
    }
    return EdgeDriver.overHttp(engine, recorder, URI.create("http://localhost:" + port));
  }
}
