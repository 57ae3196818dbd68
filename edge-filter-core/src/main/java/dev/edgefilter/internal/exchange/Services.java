// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.EdgeListener;
import dev.edgefilter.geo.GeoLookup;
import dev.edgefilter.internal.access.signing.SignatureVerifier;
import dev.edgefilter.store.ResponseStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all exchanges share.
 *
 * @param store the stored responses
 * @param collapser one fetch for many viewers
 * @param verifier verifies signatures
 * @param clock for dates
 * @param ticker nanoseconds for durations
 * @param listeners told of every exchange
 * @param sliceBytes the length of the slices that ranges of large objects are fetched in, 0 for
 *     none
 * @param coders the content codings
 * @param signature what the edge writes about itself on responses
 * @param geo where viewers are
 * @param sampler random numbers from 0 to 1, for samples
 */
public record Services(
    ResponseStore store,
    RequestCollapser collapser,
    SignatureVerifier verifier,
    InstantSource clock,
    LongSupplier ticker,
    List<EdgeListener> listeners,
    long sliceBytes,
    Coders coders,
    EdgeHeaders signature,
    GeoLookup geo,
    DoubleSupplier sampler) {

  /** Copies the list. */
  public Services {
    listeners = List.copyOf(listeners);
  }

  /** The same, except that nothing done with it keeps others waiting. */
  Services rehearsal() {
    return new Services(
        store,
        collapser.rehearsal(),
        verifier,
        clock,
        ticker,
        List.of(),
        sliceBytes,
        coders,
        signature,
        geo,
        sampler);
  }

  /** The same, except that nobody is told and nothing is signed: both are done for the viewer. */
  Services forErrorPage() {
    return new Services(
        store,
        collapser,
        verifier,
        clock,
        ticker,
        List.of(),
        0,
        coders,
        signature.silent(),
        geo,
        sampler);
  }

  long nowMillis() {
    return clock.millis();
  }
}
