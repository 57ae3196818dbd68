// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.http.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Moves a viewer's body to the origin, one buffer at a time; used by the fetching thread. */
final class Upload {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final AsyncRequestContent content = new AsyncRequestContent((String) null);
  private final InputStream body;
  private final long promisedBytes;
  private final @Nullable Supplier<Headers> trailers;
  private final CallEvents events;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long movedBytes;
  private boolean started;
  private boolean ended;
  private boolean stopped;

  /** Told before the end of the content, as the client asks for it then, on any thread. */
  private volatile @Nullable HttpFields sentTrailers;

  Upload(
      InputStream body,
      long promisedBytes,
      @Nullable Supplier<Headers> trailers,
      CallEvents events) {
    this.body = body;
    this.promisedBytes = promisedBytes;
    this.trailers = trailers;
    this.events = events;
  }

  AsyncRequestContent content() {
    return content;
  }

  boolean announcesTrailers() {
    return trailers != null;
  }

  /** What follows the body, there at its end; null when nothing does. */
  @Nullable HttpFields sentTrailers() {
    return sentTrailers;
  }

  /** Sends the next piece, if the last one is out. Returns false when there was nothing to do. */
  boolean step() throws IOException {
    if (ended || stopped || !events.isWritable()) {
      return false;
    }
    started = true;
    int read = body.read(buffer, 0, buffer.length);
    if (read < 0) {
      end();
    } else if (read > 0) {
      movedBytes += read;
      content.write(ByteBuffer.wrap(buffer, 0, read), events.write());
    }
    return true;
  }

  private void end() throws EOFException {
    if (promisedBytes >= 0 && movedBytes != promisedBytes) {
      throw new EOFException(
          "the viewer's body has " + movedBytes + " bytes, not " + promisedBytes);
    }
    if (trailers != null) {
      sentTrailers = Messages.fields(trailers.get());
    }
    ended = true;
    content.close();
  }

  /** Sends no more; an origin that has refused the request does not want the rest. */
  void stop() {
    stopped = !ended;
  }

  /** True when bytes were taken from the viewer, so that they cannot be sent again. */
  boolean hasStarted() {
    return started;
  }

  /** True when the origin got all of it. */
  boolean isComplete() {
    return ended;
  }
}
