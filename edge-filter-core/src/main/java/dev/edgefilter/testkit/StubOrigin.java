// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands in for an origin: answers as the test says, and remembers what it was asked. What it was
 * told nothing about it answers with a 404.
 */
public final class StubOrigin implements Origin {

  private final String id;
  private final Map<String, Function<OriginRequest, StubAnswer>> answers =
      new ConcurrentHashMap<>();
  private final List<OriginRequest> requests = new CopyOnWriteArrayList<>();
  private volatile boolean down;

  StubOrigin(String id) {
    this.id = id;
  }

  /** From now on it answers a path, without query, with this. */
  public StubOrigin answers(String path, StubAnswer answer) {
    return answers(path, request -> answer);
  }

  /** From now on it answers a path as a function of what it is asked. */
  public StubOrigin answers(String path, Function<OriginRequest, StubAnswer> answer) {
    answers.put(path, answer);
    return this;
  }

  /** From now on nobody can connect to it, or it is back. */
  public StubOrigin isDown(boolean unreachable) {
    down = unreachable;
    return this;
  }

  /** How often it was asked. */
  public int asked() {
    return requests.size();
  }

  /** Everything it was asked, in order. */
  public List<OriginRequest> requests() {
    return new ArrayList<>(requests);
  }

  /**
   * What it was asked last.
   *
   * @throws AssertionError when it was never asked
   */
  public OriginRequest lastRequest() {
    if (requests.isEmpty()) {
      throw new AssertionError("the origin \"" + id + "\" was never asked");
    }
    return requests.get(requests.size() - 1);
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    requests.add(request);
    if (down) {
      throw new OriginException(
          OriginException.Kind.CONNECT, id + " is down", new ConnectException("down"));
    }
    StubAnswer answer = answer(request);
    if (sink.head(new ResponseHead(answer.status(), answer.headers()))) {
      sink.body(ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
    }
    sink.end();
  }

  /** What it answers, without counting. */
  StubAnswer answer(OriginRequest request) {
    Function<OriginRequest, StubAnswer> known = answers.get(request.path());
    if (known != null) {
      return known.apply(request);
    }
    return new StubAnswer(
        404,
        StubAnswer.ok("").headers(),
        "the stub of the origin \"" + id + "\" was told nothing about " + request.path());
  }
}
