// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/**
 * Puts header lines on the responses of one container below the Servlet API, because it can take
 * lines that it has prepared once; found as a service ({@link java.util.ServiceLoader}).
 *
 * <p>Implementations are shared by all exchanges and are safe for use by many threads.
 */
public interface NativeHeaders {

  /**
   * Sets all lines of headers that may be sent many times; lines of other names stay.
   *
   * @param response a servlet response that is not committed
   * @return false, with nothing set, when it is not a response of this container, or when it is not
   *     worth while
   */
  boolean setAll(Object response, Headers lines);

  /**
   * Adds a line of a name that may be set already.
   *
   * @param response a servlet response that is not committed
   * @return false, with nothing added, when it is not a response of this container
   */
  boolean add(Object response, String name, String value);
}
