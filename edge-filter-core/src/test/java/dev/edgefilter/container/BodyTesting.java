// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WebAclConfig;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** What tests with bodies of requests set up, send, and read. */
final class BodyTesting {
  private BodyTesting() {}

  /** Takes bodies and forwards all that viewers send. */
  static CacheBehaviorConfig.Builder takesBodies(CacheBehaviorConfig.Builder behavior) {
    return behavior
        .allowedMethods(AllowedMethods.ALL)
        .originRequestPolicy("Managed-AllViewer")
        .cachePolicy("Managed-CachingDisabled");
  }

  /** Lets a web ACL look at bodies and refuse those with the word evil. */
  static void refuseEvil(EdgeSetup setup) {
    setup.config.webAcl(
        WebAclConfig.builder("acl")
            .rule(
                "evil",
                ByteMatch.of(
                    FieldToMatch.body(FieldToMatch.Oversize.CONTINUE),
                    ByteMatch.Position.CONTAINS,
                    "evil"),
                WafAction.block())
            .build());
    setup.distribution.webAcl("acl");
  }

  /** Sends a body of known length. */
  static RawResponse post(Edge edge, String target, String body, String... headers)
      throws IOException {
    String[] lines = new String[headers.length + 3];
    System.arraycopy(headers, 0, lines, 0, headers.length);
    lines[headers.length] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    lines[headers.length + 1] = "";
    lines[headers.length + 2] = body;
    return edge.ask("POST", target, lines);
  }

  /** Reads without waiting, and answers when all has been read. */
  static void readByListener(
      HttpServletRequest request, HttpServletResponse response, Function<byte[], String> answer)
      throws IOException {
    AsyncContext context = request.startAsync();
    ServletInputStream in = request.getInputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[1000];
            while (in.isReady() && !in.isFinished()) {
              int count = in.read(buffer);
              if (count < 0) {
                return;
              }
              body.write(buffer, 0, count);
            }
          }

          @Override
          public void onAllDataRead() throws IOException {
            response.getWriter().print(answer.apply(body.toByteArray()));
            context.complete();
          }

          @Override
          public void onError(Throwable failure) {
            context.complete();
          }
        });
  }
}
