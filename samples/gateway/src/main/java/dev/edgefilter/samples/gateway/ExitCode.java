// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

/** What the gateway's process ends with. */
enum ExitCode {
  OK(0),
  /** The configuration has problems. */
  CONFIG(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The gateway cannot start. */
  START(3),
  /** A function that was tested failed, or returned what a distribution would refuse. */
  TEST(4);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
