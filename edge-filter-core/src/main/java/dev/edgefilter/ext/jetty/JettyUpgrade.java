// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import dev.edgefilter.origin.ContainerUpgrade;
import dev.edgefilter.origin.OriginTunnel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades as Jetty's own WebSocket does: its {@code HttpUpgradeHandler} sees the end of the
 * viewer's bytes at once when the request has no body.
 */
public final class JettyUpgrade implements ContainerUpgrade {

  /** For the service loader. */
  public JettyUpgrade() {}

  @Override
  public boolean upgrade(Object containerRequest, OriginTunnel tunnel, LongConsumer ended)
      throws IOException {
    Request request = coreRequest(containerRequest);
    if (request == null) {
      return false;
    }
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
      throw new IOException("only HTTP/1.1 can be upgraded");
    }
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    ViewerConnection viewer =
        new ViewerConnection(
            endPoint, request.getConnectionMetaData().getConnector().getExecutor(), tunnel, ended);
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, viewer);
    Request.addCompletionListener(
        request,
        failure -> {
          if (failure != null) {
            viewer.close();
          }
        });
    return true;
  }

  /** Each servlet environment has a class of its own for requests; all know Jetty's request. */
  private static @Nullable Request coreRequest(Object containerRequest) throws IOException {
    if (!containerRequest.getClass().getName().startsWith("org.eclipse.jetty.")) {
      return null;
    }
    try {
      Object core = containerRequest.getClass().getMethod("getRequest").invoke(containerRequest);
      return core instanceof Request request ? request : null;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IOException("this version of Jetty cannot be upgraded", e);
    }
  }
}
