// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.app;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A small application without security. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Shop {

  /** Pages that count how often they run. */
  @RestController
  public static class Pages {
    private final AtomicInteger runs = new AtomicInteger();

    /** How often any page ran. */
    public int runs() {
      return runs.get();
    }

    @GetMapping("/products/{id}")
    ResponseEntity<String> product(@PathVariable("id") int id) {
      runs.incrementAndGet();
      return ResponseEntity.ok()
          .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
          .body("product " + id);
    }

    @GetMapping("/cart")
    String cart(HttpServletRequest request) {
      return "run " + runs.incrementAndGet() + " cookie " + request.getHeader("Cookie");
    }

    @PostMapping("/orders")
    String order(@RequestBody String body) {
      return "ordered " + body;
    }
  }
}
