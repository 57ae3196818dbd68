// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

/** The command line asks for what there is not; the message names the option. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
