// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/** An origin that does what the test said last, and remembers what it was asked. */
final class ScriptedOrigin implements Origin {
  /** What it does with one request. */
  @FunctionalInterface
  interface Script {
    void answer(OriginRequest request, OriginSink sink) throws IOException;
  }

  private final List<OriginRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final LongSupplier clock;
  private volatile Script script =
      (request, sink) -> {
        throw new AssertionError("nothing scripted for " + request.path());
      };

  ScriptedOrigin(LongSupplier clock) {
    this.clock = clock;
  }

  /** From now on it does this. */
  void does(Script next) {
    script = next;
  }

  /** From now on it answers with these headers, see {@link HeaderLines}, and this body. */
  void answers(int status, String headers, String body) {
    script = (request, sink) -> send(sink, status, headers, body);
  }

  void send(OriginSink sink, int status, String headers, String body) throws IOException {
    if (sink.head(new ResponseHead(status, HeaderLines.of(headers, clock.getAsLong())))) {
      sink.body(bytes(body));
    }
    sink.end();
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  int asked() {
    return requests.size();
  }

  OriginRequest lastRequest() {
    return requests.get(requests.size() - 1);
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    requests.add(request);
    script.answer(request, sink);
  }
}
