// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginAccessControlConfig;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.origin.OriginCredentials;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.options.CreateContainerOptions;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket behind origin access control, at a server that verifies signatures by itself. */
class BucketTest {
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "a-secret-of-this-test";

  private final TransientNio2BlobStore objects = new TransientNio2BlobStore();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private S3Proxy s3;
  private EdgeEngine engine;
  private int port;

  @BeforeEach
  void startServers() throws Exception {
    objects.createContainer("pictures", CreateContainerOptions.NONE);
    s3 =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            // As Amazon does; this edge sends X-Amz-Cf-Id like CloudFront.
            .ignoreUnknownHeaders(true)
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .build();
    s3.start();
    start(SECRET);
  }

  private void start(String secret) throws Exception {
    engine =
        EdgeEngine.builder()
            .config(
                EdgeConfig.builder()
                    .originAccessControl(
                        new OriginAccessControlConfig(
                            "E-OAC", "oac", Signing.ALWAYS, OriginType.S3))
                    .distribution(
                        Distribution.builder()
                            .id("E1")
                            .origin(
                                OriginConfig.builder(
                                        "bucket", "pictures.s3.us-east-1.amazonaws.com")
                                    .s3(true)
                                    .accessControl("E-OAC")
                                    .build())
                            .defaultBehavior(
                                behavior ->
                                    behavior
                                        .targetOrigin("bucket")
                                        .allowedMethods(AllowedMethods.ALL)
                                        .cachePolicy("Managed-CachingOptimized")
                                        .originRequestPolicy("Managed-AllViewerExceptHostHeader"))
                            .build())
                    .build())
            .s3Endpoint(URI.create("http://127.0.0.1:" + s3.getPort()))
            .originCredentials(() -> new OriginCredentials(ID, secret, null))
            .start();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    FilterHolder filter = new FilterHolder(new EdgeFilter(engine));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    server.setHandler(context);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterEach
  void stopServers() throws Exception {
    server.stop();
    engine.close();
    s3.stop();
    objects.close();
  }

  private HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String line(String method, String path, String... headers) throws Exception {
    HttpResponse<String> answer = ask(method, path, "", headers);
    String cache = answer.headers().firstValue("X-Cache").orElse("None from");
    return answer.statusCode()
        + " "
        + cache.substring(0, cache.indexOf(" from"))
        + " "
        + answer.body();
  }

  @Test
  void whatIsPutCanBeReadAndIsCached() throws Exception {
    assertEquals(200, ask("PUT", "/a/b%20c%2Bd%C3%A4.txt", "0123456789").statusCode());

    assertEquals("200 Miss 0123456789", line("GET", "/a/b%20c%2Bd%C3%A4.txt"));
    assertEquals("200 Hit 0123456789", line("GET", "/a/b%20c%2Bd%C3%A4.txt"));
    assertEquals("206 Hit 234", line("GET", "/a/b%20c%2Bd%C3%A4.txt", "Range", "bytes=2-4"));
    assertEquals("200 Hit ", line("HEAD", "/a/b%20c%2Bd%C3%A4.txt"));
  }

  @Test
  void signedQueriesArrive() throws Exception {
    ask("PUT", "/one.txt", "1");
    ask("PUT", "/two.txt", "2");

    HttpResponse<String> listing = ask("GET", "/?list-type=2&prefix=t&delimiter=%2F", "");

    assertEquals(200, listing.statusCode());
    assertTrue(listing.body().contains("<Key>two.txt</Key>"), listing.body());
  }

  @Test
  void absentKeyOfAListableBucketIsA404() throws Exception {
    assertTrue(line("GET", "/none.txt").startsWith("404 Error"));
  }

  @Test
  void wrongSecretIsA403() throws Exception {
    ask("PUT", "/a.txt", "a");
    server.stop();
    engine.close();
    start("another secret");

    assertTrue(line("GET", "/a.txt").startsWith("403 Error"));
  }
}
