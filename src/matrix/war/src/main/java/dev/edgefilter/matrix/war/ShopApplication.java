// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.matrix.war;

import dev.edgefilter.spring.EdgeCache;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A small shop; a Tomcat starts it. */
@SpringBootApplication
public class ShopApplication extends SpringBootServletInitializer {

  @Override
  protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
    return application.sources(ShopApplication.class);
  }

  /** Pages that count how often they run. */
  @RestController
  static class Pages {
    private final AtomicInteger runs = new AtomicInteger();

    @EdgeCache(ttl = "10m")
    @GetMapping("/products/{id}")
    String product(@PathVariable("id") int id) {
      return "product " + id + ", run " + runs.incrementAndGet();
    }

    @GetMapping("/cart")
    String cart() {
      return "run " + runs.incrementAndGet();
    }
  }
}
