// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import java.nio.file.Path;
import java.util.Map;

/**
 * What cannot be set through the {@code ServletContext}.
 *
 * @param contextPath empty, or begins with a slash
 * @param sessions whether there are sessions
 * @param errorPages paths by status
 * @param maxThreads how many threads serve viewers at most, 0 for what is usual
 * @param documents the folder of the web app's own files, or null for none
 * @param http2 whether viewers may speak HTTP/2 without TLS, with prior knowledge
 */
public record ContainerSettings(
    String contextPath,
    boolean sessions,
    Map<Integer, String> errorPages,
    Path documents,
    int maxThreads,
    boolean http2) {
  /** The root context without sessions and error pages. */
  public static final ContainerSettings PLAIN = new ContainerSettings("", false, Map.of(), null);

  /** With the usual number of threads. */
  public ContainerSettings(
      String contextPath, boolean sessions, Map<Integer, String> errorPages, Path documents) {
    this(contextPath, sessions, errorPages, documents, 0, false);
  }

  /** The same with so many threads at most. */
  public ContainerSettings withThreads(int most) {
    return new ContainerSettings(contextPath, sessions, errorPages, documents, most, http2);
  }

  /** The same with HTTP/2 beside HTTP/1.1. */
  public ContainerSettings withHttp2() {
    return new ContainerSettings(contextPath, sessions, errorPages, documents, maxThreads, true);
  }

  /** Copies the map. */
  public ContainerSettings {
    errorPages = Map.copyOf(errorPages);
  }
}
