// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A Jetty server of its own, as a remote origin: says its name and what it was asked. */
final class RemoteServer implements AutoCloseable {
  private final String name;
  private final LocalServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  volatile int status = 200;

  private RemoteServer(String name) throws Exception {
    this.name = name;
    this.server = LocalServer.start(new Answers());
  }

  static RemoteServer start(String name) throws Exception {
    return new RemoteServer(name);
  }

  /** An origin of its name on a port, which nobody may be listening on. */
  static OriginConfig.Builder origin(String name, int port) {
    return OriginConfig.builder(name, "localhost")
        .connectionAttempts(1)
        .custom(new CustomOriginConfig(port, port, OriginProtocolPolicy.HTTP_ONLY, 20, 5));
  }

  OriginConfig.Builder origin() {
    return origin(name, server.port());
  }

  int port() {
    return server.port();
  }

  /** The bodies of the requests that had one. */
  List<String> bodies() {
    return bodies;
  }

  /** Method, target and the header X-Member of each request. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      HttpField member = request.getHeaders().getField("X-Member");
      asked.add(
          request.getMethod()
              + " "
              + request.getHttpURI().getPathQuery()
              + (member == null ? "" : " " + member.getValue()));
      String body = Content.Source.asString(request);
      if (!body.isEmpty()) {
        bodies.add(body);
      }
      response.setStatus(status);
      response.getHeaders().put("Content-Type", "text/plain");
      response.getHeaders().put("X-Server", name);
      response.write(true, ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), callback);
      return true;
    }
  }
}
