// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat sends a part of a file by itself, and only when nothing is in between. */
@Tag("container")
final class TomcatSendfileTest {
  private static final int OFFSET = 4096;
  private static final int LENGTH = 1_000_000;

  @TempDir private Path directory;
  private final byte[] content = new byte[OFFSET + LENGTH + 77];
  private final ConcurrentHashMap<String, Boolean> offered = new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Tomcat tomcat;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + (i >>> 8));
    }
    file = Files.write(directory.resolve("body"), content);
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    var context = tomcat.addContext("", null);
    context.addServletContainerInitializer(
        (classes, servlets) -> {
          servlets
              .addFilter("sends", (Filter) this::answer)
              .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
          servlets
              .addServlet("none", "org.apache.catalina.servlets.DefaultServlet")
              .addMapping("/");
        },
        Set.of());
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  private void answer(ServletRequest asked, ServletResponse answered, FilterChain chain) {
    HttpServletRequest request = (HttpServletRequest) asked;
    HttpServletResponse response = (HttpServletResponse) answered;
    String path = request.getRequestURI();
    int length = path.equals("/small") ? 48 * 1024 : LENGTH;
    response.setStatus(path.equals("/error") ? 404 : 200);
    boolean offer =
        TomcatSendfile.offered(
            path.equals("/wrapped") ? new HttpServletRequestWrapper(request) : request,
            path.equals("/wrapper") ? new HttpServletResponseWrapper(response) : response,
            length);
    offered.put(path, offer);
    if (offer) {
      response.setHeader("Content-Length", Integer.toString(length));
      TomcatSendfile.send(request, file, OFFSET, length);
    }
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void aPartOfAFileIsSentWholeAgainAndAgainOnOneConnection() throws Exception {
    byte[] expected = Arrays.copyOfRange(content, OFFSET, OFFSET + LENGTH);
    for (int i = 0; i < 3; i++) {
      assertTrue(Arrays.equals(expected, get("/large").body()), "answer " + i);
    }
    assertEquals(true, offered.get("/large"));
  }

  @Test
  void smallBodiesErrorsAndWrappedOnesAreWritten() throws Exception {
    for (String path : new String[] {"/small", "/error", "/wrapped", "/wrapper"}) {
      get(path);
      assertFalse(offered.get(path), path);
    }
  }
}
