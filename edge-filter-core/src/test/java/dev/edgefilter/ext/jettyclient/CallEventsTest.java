// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.Test;

/** What is known of a request when the events of two of the client's threads meet. */
final class CallEventsTest {
  private final Request request = new HttpClient().newRequest("http://localhost/");
  private final CallEvents events = new CallEvents(connection -> false);

  @Test
  void nothingHasLeftWhileAConnectionIsSought() {
    events.onBegin(request);
    events.onFailure(request, new SocketException("Connection reset"));
    assertFalse(events.mayHaveLeft());
  }

  /** The thread that reads hears of the reset before the one that writes has come back. */
  @Test
  void aResetThatOvertakesTheNewsOfTheLastByteIsNoSignThatNothingHasLeft() {
    events.onBegin(request);
    events.onHeaders(request);
    events.onFailure(request, new SocketException("Connection reset"));
    assertTrue(events.mayHaveLeft());
    assertFalse(events.isWritable());
  }
}
