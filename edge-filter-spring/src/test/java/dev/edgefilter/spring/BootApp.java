// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A Spring Boot application that runs on a port of its own until it is closed. */
public final class BootApp implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final String log;
  private final HttpClient client;

  private BootApp(ConfigurableApplicationContext context, String log) {
    this.context = context;
    this.log = log;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /** Describes an application. */
  public static Builder on(Container container) {
    return new Builder(container);
  }

  /** The bean of a type. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The context. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** What was written to the console while it started. */
  public String log() {
    return log;
  }

  /** The port it listens on. */
  public int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", ""));
  }

  /** Asks for a path; headers are names and values in turn. */
  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** The body of a response as it arrives. */
  public InputStream stream(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  /** Sends a request with a body. */
  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** {@code Hit}, {@code Miss} and so on, from {@code X-Cache}; empty without the header. */
  public static String result(HttpResponse<?> response) {
    return response.headers().firstValue("X-Cache").orElse("").replace(" from cloudfront", "");
  }

  /** A header of a response; empty when there is none. */
  public static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  @Override
  public void close() {
    context.close();
  }

  /** Describes an application. */
  public static final class Builder {
    private final Container container;
    private final List<Class<?>> sources = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private Builder(Container container) {
      this.container = container;
    }

    /** Adds a configuration. */
    public Builder with(Class<?>... added) {
      sources.addAll(List.of(added));
      return this;
    }

    /** Sets properties, each {@code name=value}. */
    public Builder set(String... properties) {
      for (String property : properties) {
        arguments.add("--" + property);
      }
      return this;
    }

    /** Starts it. */
    public BootApp start() {
      ByteArrayOutputStream console = new ByteArrayOutputStream();
      PrintStream before = System.out;
      System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
      try {
        SpringApplication application = new SpringApplication(sources.toArray(new Class<?>[0]));
        application.setRegisterShutdownHook(false);
        application.addInitializers(
            context -> container.choose((GenericApplicationContext) context));
        arguments.add("--server.port=0");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--spring.main.banner-mode=off");
        ConfigurableApplicationContext context = application.run(arguments.toArray(new String[0]));
        return new BootApp(context, console.toString(StandardCharsets.UTF_8));
      } catch (RuntimeException e) {
        throw new StartFailure(console.toString(StandardCharsets.UTF_8), e);
      } finally {
        System.setOut(before);
      }
    }
  }

  /** An application that did not start, and what it had written by then. */
  public static final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String console, RuntimeException cause) {
      super(console, cause);
    }
  }
}
