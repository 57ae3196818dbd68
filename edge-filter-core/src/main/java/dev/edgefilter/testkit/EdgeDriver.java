// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.Explanation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks an edge that stands inside an application: over a real port, or through whatever else
 * carries requests to it.
 *
 * <pre>{@code
 * EdgeRecorder recorder = new EdgeRecorder();
 * EdgeEngine engine = EdgeEngine.builder().distribution(site).listener(recorder).start();
 * // … start the server with new EdgeFilter(engine) …
 * EdgeDriver edge = EdgeDriver.overHttp(engine, recorder, URI.create("http://localhost:8080"));
 * assertThat(edge.get("/products/1").send()).isMiss();
 * }</pre>
 */
public final class EdgeDriver implements EdgeClient {

  /** Carries requests to the application. */
  public interface Transport {
    /**
     * Sends a request and waits for the whole response.
     *
     * @param address the address of the viewer, where the transport can choose one
     */
    Answer send(RequestHead request, String address, byte @Nullable [] body) throws IOException;

    /** The address that viewers have unless a test says otherwise. */
    String address();

    /** Whether viewers may have any address. */
    boolean choosesAddress();
  }

  /**
   * What came back.
   *
   * @param status the status
   * @param headers the headers
   * @param body the body as UTF-8
   */
  public record Answer(int status, Headers headers, String body) {}

  private final EdgeEngine engine;
  private final EdgeRecorder recorder;
  private final URI site;
  private final Transport transport;
  private final @Nullable TestPlaces places;

  private EdgeDriver(
      EdgeEngine engine,
      EdgeRecorder recorder,
      URI site,
      Transport transport,
      @Nullable TestPlaces places) {
    this.engine = engine;
    this.recorder = recorder;
    this.site = site;
    this.transport = transport;
    this.places = places;
  }

  /**
   * Asks over a real port.
   *
   * @param engine the engine of the filter
   * @param recorder a listener of this engine
   * @param site scheme, host and port, such as {@code http://localhost:8080}
   */
  public static EdgeDriver overHttp(EdgeEngine engine, EdgeRecorder recorder, URI site) {
    return of(engine, recorder, site, new PortTransport(site), null);
  }

  /**
   * Asks through something else.
   *
   * @param site what a path alone is asked of
   * @param places the engine's look-up of countries, or null when it has another one
   */
  public static EdgeDriver of(
      EdgeEngine engine,
      EdgeRecorder recorder,
      URI site,
      Transport transport,
      @Nullable TestPlaces places) {
    return new EdgeDriver(engine, recorder, site, transport, places);
  }

  @Override
  public EdgeEngine engine() {
    return engine;
  }

  @Override
  public EdgeRequest request(String method, String url) {
    String whole = url.startsWith("/") ? site + url : url;
    return new EdgeRequest(new Carried(), method, whole);
  }

  private EdgeResponse send(RequestHead request, String address, byte @Nullable [] body) {
    Explanation explanation = engine.explain(request, address);
    try {
      Answer answer = transport.send(request, address, body);
      AccessLogRecord record = recorder.await(answer.headers().first("X-Amz-Cf-Id"));
      return new EdgeResponse(
          answer.status(),
          answer.headers(),
          answer.body(),
          record,
          explanation,
          EdgeResponse.storedAt(engine, request.path()),
          record.endMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", e);
    }
  }

  /** Requests that the transport carries. */
  private final class Carried implements EdgeRequest.Sender {
    @Override
    public EdgeResponse send(RequestHead request, String address, byte @Nullable [] body) {
      return EdgeDriver.this.send(request, address, body);
    }

    @Override
    public void place(String address, String country) {
      if (places == null) {
        throw new IllegalStateException(
            "the engine has a look-up of countries of its own; give it TestPlaces");
      }
      places.put(address, country);
    }

    @Override
    public String address() {
      return transport.address();
    }

    @Override
    public void checkAddress(String address) {
      if (!transport.choosesAddress()) {
        throw new IllegalStateException(
            "a viewer of a real port has the address of its connection, "
                + transport.address()
                + "; use MockMvc or an EdgeUnderTest for others");
      }
    }
  }
}
