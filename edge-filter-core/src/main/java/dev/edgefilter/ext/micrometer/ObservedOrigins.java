// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.micrometer;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Observes what remote origins are asked, as {@code edge.origin.requests}: a timer and, with a
 * tracer, a span around each fetch, with the tags {@code origin}, {@code method} and {@code
 * outcome}, which is the status such as {@code 200} or the kind of failure.
 */
public final class ObservedOrigins implements OriginConnector {

  private static final String NAME = "edge.origin.requests";

  private final OriginConnector connector;
  private final ObservationRegistry registry;

  /** Observes what a connector connects. */
  public ObservedOrigins(OriginConnector connector, ObservationRegistry registry) {
    this.connector = Objects.requireNonNull(connector, "connector");
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public Origin connect(OriginConfig config) {
    return new Observed(connector.connect(config), config.id(), registry);
  }

  private record Observed(Origin origin, String id, ObservationRegistry registry)
      implements Origin {

    @Override
    @SuppressWarnings("try") // a scope only has to be open
    public void fetch(OriginRequest request, OriginSink sink) throws IOException {
      Observation observation =
          Observation.createNotStarted(NAME, registry)
              .contextualName("origin " + id)
              .lowCardinalityKeyValue("origin", id)
              .lowCardinalityKeyValue("method", request.method())
              .lowCardinalityKeyValue("outcome", "none");
      observation.start();
      try (Observation.Scope scope = observation.openScope()) {
        origin.fetch(request, new ObservedSink(sink, observation));
      } catch (OriginException e) {
        observation.lowCardinalityKeyValue("outcome", e.kind().token());
        observation.error(e);
        throw e;
      } catch (IOException | RuntimeException e) {
        observation.error(e);
        throw e;
      } finally {
        observation.stop();
      }
    }

    @Override
    public void close() {
      origin.close();
    }
  }

  private record ObservedSink(OriginSink sink, Observation observation) implements OriginSink {

    @Override
    public boolean head(ResponseHead head) throws IOException {
      observation.lowCardinalityKeyValue("outcome", Integer.toString(head.status()));
      return sink.head(head);
    }

    @Override
    public void body(ByteBuffer bytes) throws IOException {
      sink.body(bytes);
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }

    @Override
    public void end() throws IOException {
      sink.end();
    }

    @Override
    public void end(ByteBuffer last) throws IOException {
      sink.end(last);
    }
  }
}
