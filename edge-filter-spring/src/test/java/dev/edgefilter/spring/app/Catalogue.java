// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.app;

import dev.edgefilter.spring.EdgeCache;
import dev.edgefilter.spring.EdgeInvalidate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An application with Spring Security, whose endpoints say how long their answers are kept. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Catalogue {

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests.requestMatchers("/account").authenticated().anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  InMemoryUserDetailsManager users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ada").password("{noop}secret").roles("USER").build());
  }

  @Bean
  PlatformTransactionManager transactions() {
    return new NoResources();
  }

  /** Its pages. */
  @RestController
  @EdgeCache(ttl = "2m")
  public static class Pages {
    private final AtomicInteger runs = new AtomicInteger();

    @GetMapping("/class-level")
    String classLevel() {
      return "run " + runs.incrementAndGet();
    }

    @EdgeCache(
        ttl = "${catalogue.ttl:60}",
        browserTtl = "5s",
        tags = {"product:#{#id}", "#{#result.tags}"})
    @GetMapping("/items/{id}")
    Item item(@PathVariable("id") int id) {
      return new Item(id, "run " + runs.incrementAndGet(), List.of("kind:" + id % 2));
    }

    @EdgeCache(policy = "hourly", staleIfError = "1d")
    @GetMapping("/by-policy")
    String byPolicy() {
      return "run " + runs.incrementAndGet();
    }

    @EdgeCache(ttl = "60s", tags = "later:#{#result}")
    @GetMapping("/later")
    CompletableFuture<String> later() {
      return CompletableFuture.supplyAsync(() -> "run" + runs.incrementAndGet());
    }

    @EdgeCache(ttl = "60s", tags = "called:#{#result}")
    @GetMapping("/called")
    Callable<String> called() {
      return () -> "run" + runs.incrementAndGet();
    }

    @EdgeCache(ttl = "60s")
    @GetMapping("/unwritable")
    Object unwritable() {
      return new Unwritable();
    }

    @EdgeCache(ttl = "60s")
    @GetMapping("/missing")
    ResponseEntity<String> missing() {
      return ResponseEntity.status(HttpStatus.NOT_FOUND).body("run " + runs.incrementAndGet());
    }

    @GetMapping("/failing")
    @SuppressWarnings("DoNotCallSuggester") // that is its use
    String failing() {
      throw new IllegalArgumentException("run " + runs.incrementAndGet());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String handle(IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** What an item looks like. */
  public record Item(int id, String text, List<String> tags) {}

  /** What no converter can write. */
  public static final class Unwritable {
    /** Fails when it is written. */
    @SuppressWarnings("DoNotCallSuggester") // that is its use
    public String getText() {
      throw new IllegalStateException("cannot be written");
    }
  }

  /** Pages without a word about caches. */
  @RestController
  public static class Account {
    private final AtomicInteger runs = new AtomicInteger();

    @GetMapping("/account")
    String account() {
      return "run " + runs.incrementAndGet();
    }

    @GetMapping("/plain")
    String plain() {
      return "run " + runs.incrementAndGet();
    }
  }

  /** Changes items. */
  @Service
  public static class Items {

    /** Changes one. */
    @EdgeInvalidate(tags = "product:#{#id}")
    public void change(int id) {}

    /** Fails. */
    @EdgeInvalidate(tags = "product:#{#id}")
    @SuppressWarnings("DoNotCallSuggester") // that is its use
    public void fail(int id) {
      throw new IllegalStateException("no change of " + id);
    }

    /** Drops what the result names. */
    @EdgeInvalidate(paths = {"#{#result}", "/class-level"})
    public String[] moved(String... paths) {
      return paths;
    }

    /** Marks all stale. */
    @EdgeInvalidate(paths = "/items/*", soft = true)
    public void touch() {}
  }

  /** Transactions of nothing. */
  private static final class NoResources extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
