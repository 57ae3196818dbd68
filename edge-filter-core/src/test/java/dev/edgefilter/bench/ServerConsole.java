// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How a script talks to a server it started: it writes the name of a figure, the server answers
 * with a line, and end of input ends the server. Nothing of it is seen by viewers.
 */
final class ServerConsole {
  private final Map<String, LongSupplier> figures = new LinkedHashMap<>();

  ServerConsole() {
    figures.put("allocated", ServerConsole::allocatedBytes);
    figures.put("heap", ServerConsole::heapBytes);
    figures.put("live", ServerConsole::liveBytes);
    figures.put("direct", ServerConsole::directBytes);
    figures.put("compiled", ServerConsole::compileMillis);
  }

  /** Lets containers say no more than what went wrong. */
  static void quiet() {
    Logger.getLogger("").setLevel(Level.SEVERE);
  }

  ServerConsole with(String name, LongSupplier figure) {
    figures.put(name, figure);
    return this;
  }

  /** Says which port is served, then answers until the input ends. */
  void run(int port) throws IOException {
    System.out.println("port " + port);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      LongSupplier figure = figures.get(name);
      System.out.println(figure == null ? "unknown" : Long.toString(figure.getAsLong()));
    }
  }

  /** What all living threads have allocated; exact, other than counters of the collector. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // a thread that ended meanwhile has -1
    }
    return sum;
  }

  private static long heapBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What of the heap is still used after a collection. */
  private static long liveBytes() {
    ManagementFactory.getMemoryMXBean().gc();
    return heapBytes();
  }

  /** How long the compiler has worked, which takes processor time from those who serve. */
  private static long compileMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  private static long directBytes() {
    long sum = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      sum += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
    }
    return sum;
  }
}
