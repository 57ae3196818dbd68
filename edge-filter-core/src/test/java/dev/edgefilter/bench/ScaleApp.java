// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application at its limits: {@code /large/BYTES} is as long as it says, {@code /slow/MILLIS}
 * takes so long, {@code /object/BYTES/NUMBER} tells both in every 16 bytes, and every other path is
 * a small page of its own. All of it may be stored.
 */
final class ScaleApp extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int BLOCK_BYTES = 64 << 10;

  private final AtomicLong runs = new AtomicLong();

  /** How often it was asked. */
  long runs() {
    return runs.get();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    runs.incrementAndGet();
    response.setHeader("Cache-Control", "public, max-age=3600");
    response.setContentType("application/octet-stream");
    String path = request.getRequestURI();
    if (path.startsWith("/large/")) {
      writeBlocks(response, Long.parseLong(path.substring(7)));
      return;
    }
    if (path.startsWith("/object/")) {
      int slash = path.indexOf('/', 8);
      writeObject(
          response,
          Integer.parseInt(path.substring(8, slash)),
          Long.parseLong(path.substring(slash + 1)));
      return;
    }
    if (path.startsWith("/slow/")) {
      pause(Long.parseLong(path.substring(6)));
    }
    byte[] page = new byte[512 + Math.floorMod(path.hashCode(), 16 << 10)];
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  /** Every block begins with its number, so that a reader notices what is lost or doubled. */
  private static void writeBlocks(HttpServletResponse response, long bytes) throws IOException {
    response.setContentLengthLong(bytes);
    OutputStream out = response.getOutputStream();
    byte[] block = new byte[BLOCK_BYTES];
    for (long at = 0; at < bytes; at += BLOCK_BYTES) {
      ByteBuffer.wrap(block).putLong(at / BLOCK_BYTES);
      out.write(block, 0, (int) Math.min(BLOCK_BYTES, bytes - at));
    }
  }

  private static void writeObject(HttpServletResponse response, int bytes, long number)
      throws IOException {
    ByteBuffer object = ByteBuffer.allocate(bytes);
    for (long at = 0; at < bytes; at += 16) {
      object.putLong(number).putLong(at);
    }
    response.setContentLength(bytes);
    response.getOutputStream().write(object.array());
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
