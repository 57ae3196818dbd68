// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.app;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An application with every way in which Spring MVC answers. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Streams {

  /** Below one path alone. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
    FilterRegistrationBean<ShallowEtagHeaderFilter> registration =
        new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    registration.addUrlPatterns("/shallow");
    return registration;
  }

  /** Its pages. */
  @RestController
  public static class Pages {
    private static final Executor OTHERS = ForkJoinPool.commonPool();
    private static final CacheControl MINUTE =
        CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final ConcurrentHashMap<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    /** The stream of events goes on when the test says so. */
    public final CountDownLatch goOn = new CountDownLatch(1);

    /** How often a page ran. */
    public int runs(String page) {
      return runs.getOrDefault(page, new AtomicInteger()).get();
    }

    private int run(String page) {
      return runs.computeIfAbsent(page, any -> new AtomicInteger()).incrementAndGet();
    }

    @GetMapping("/streaming")
    ResponseEntity<StreamingResponseBody> streaming() {
      int run = run("streaming");
      StreamingResponseBody body =
          out -> {
            for (int i = 0; i < 1_000; i++) {
              out.write(("line " + i + " of run " + run + '\n').getBytes(StandardCharsets.UTF_8));
            }
          };
      return ResponseEntity.ok().cacheControl(MINUTE).body(body);
    }

    @GetMapping("/breaking")
    ResponseEntity<StreamingResponseBody> breaking() {
      run("breaking");
      StreamingResponseBody body =
          out -> {
            out.write(new byte[100_000]);
            out.flush();
            throw new IOException("broke off");
          };
      return ResponseEntity.ok().cacheControl(MINUTE).body(body);
    }

    @GetMapping("/emitter")
    ResponseEntity<ResponseBodyEmitter> emitter() {
      int run = run("emitter");
      ResponseBodyEmitter emitter = new ResponseBodyEmitter();
      OTHERS.execute(
          () -> {
            try {
              emitter.send("first ", MediaType.TEXT_PLAIN);
              emitter.send("second of run " + run, MediaType.TEXT_PLAIN);
              emitter.complete();
            } catch (IOException e) {
              emitter.completeWithError(e);
            }
          });
      return ResponseEntity.ok().cacheControl(MINUTE).body(emitter);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
      run("events");
      SseEmitter emitter = new SseEmitter(30_000L);
      OTHERS.execute(
          () -> {
            try {
              emitter.send("one");
              goOn.await(20, TimeUnit.SECONDS);
              emitter.send("two");
              emitter.complete();
            } catch (IOException | InterruptedException e) {
              emitter.completeWithError(e);
            }
          });
      return emitter;
    }

    @GetMapping("/deferred")
    DeferredResult<ResponseEntity<String>> deferred() {
      int run = run("deferred");
      DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(20_000L);
      OTHERS.execute(
          () -> result.setResult(ResponseEntity.ok().cacheControl(MINUTE).body("run " + run)));
      return result;
    }

    @GetMapping("/callable")
    Callable<ResponseEntity<String>> callable() {
      int run = run("callable");
      return () -> ResponseEntity.ok().cacheControl(MINUTE).body("run " + run);
    }

    @GetMapping("/future")
    CompletableFuture<ResponseEntity<String>> future() {
      int run = run("future");
      return CompletableFuture.supplyAsync(
          () -> ResponseEntity.ok().cacheControl(MINUTE).body("run " + run));
    }

    @GetMapping("/shallow")
    ResponseEntity<String> shallow() {
      run("shallow");
      return ResponseEntity.ok().cacheControl(MINUTE).body("always the same");
    }

    @CrossOrigin(origins = {"https://a.example", "https://b.example"})
    @GetMapping("/cors")
    ResponseEntity<String> cors() {
      return ResponseEntity.ok().cacheControl(MINUTE).body("run " + run("cors"));
    }

    @GetMapping("/session")
    ResponseEntity<String> session(HttpSession session) {
      session.setAttribute("seen", true);
      return ResponseEntity.ok().cacheControl(MINUTE).body("run " + run("session"));
    }

    @GetMapping("/large")
    ResponseEntity<String> large() {
      run("large");
      return ResponseEntity.ok().cacheControl(MINUTE).body("tea ".repeat(5_000));
    }

    @GetMapping("/failing")
    String failing() {
      int run = run("failing");
      if (run > 0) {
        throw new IllegalStateException("run " + run);
      }
      return "never";
    }
  }
}
