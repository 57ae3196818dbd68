// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.internal.sigv4.SdkSigner;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A server that answers as S3 does: it takes no request whose signature is not the one that
 * Amazon's own SDK makes for what arrived, and tells an absent key from a forbidden one only to who
 * may list.
 */
final class S3Server implements AutoCloseable {
  static final String ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String REGION = "eu-west-1";

  private final LocalServer server;
  final Map<String, String> objects = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile boolean listAllowed;
  volatile String token;

  private S3Server() throws Exception {
    server = LocalServer.start(new Answers());
  }

  static S3Server start() throws Exception {
    return new S3Server();
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private boolean signedRight(Request request) {
    String given = request.getHeaders().get("Authorization");
    String date = request.getHeaders().get("X-Amz-Date");
    String sentToken = request.getHeaders().get("X-Amz-Security-Token");
    if (given == null || date == null || !Objects.equals(token, sentToken)) {
      return false;
    }
    boolean unsigned = "UNSIGNED-PAYLOAD".equals(request.getHeaders().get("X-Amz-Content-Sha256"));
    return given.equals(
        SdkSigner.authorization(
            request.getMethod(),
            request.getHeaders().get("Host"),
            request.getHttpURI().getPathQuery(),
            date,
            REGION,
            "s3",
            ID,
            SECRET,
            token,
            unsigned));
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String target = request.getHttpURI().getPathQuery();
      asked.add(request.getMethod() + " " + target);
      String key = request.getHttpURI().getDecodedPath();
      if (!signedRight(request)) {
        error(response, callback, 403, "SignatureDoesNotMatch");
      } else if (request.getMethod().equals("PUT")) {
        try (InputStream body = Request.asInputStream(request)) {
          objects.put(key, Integer.toString(body.readAllBytes().length));
        }
        response.setStatus(200);
        callback.succeeded();
      } else if (objects.containsKey(key)) {
        response.getHeaders().put("ETag", "\"e\"");
        if ("\"e\"".equals(request.getHeaders().get("If-None-Match"))) {
          response.setStatus(304);
          callback.succeeded();
          return true;
        }
        response.getHeaders().put("Content-Type", "text/plain");
        byte[] body = objects.get(key).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put("Content-Length", body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
      } else if (listAllowed) {
        error(response, callback, 404, "NoSuchKey");
      } else {
        error(response, callback, 403, "AccessDenied");
      }
      return true;
    }

    private void error(Response response, Callback callback, int status, String code) {
      response.setStatus(status);
      response.getHeaders().put("Content-Type", "application/xml");
      String xml = "<Error><Code>" + code + "</Code></Error>";
      response.write(true, ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8)), callback);
    }
  }
}
