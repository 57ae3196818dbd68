// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/** Which statuses the edge knows, and so can reuse as they are meant (RFC 9111, 3). */
final class StatusRule {

  private StatusRule() {}

  /** True for the final statuses of RFC 9110, 15, and those of HTTP extensions we know. */
  static boolean understood(int status) {
    return switch (status) {
      case 200, 201, 202, 203, 204, 205, 206 -> true;
      case 300, 301, 302, 303, 304, 305, 307, 308 -> true;
      case 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416 ->
          true;
      case 417, 421, 422, 425, 426, 428, 429, 431, 451 -> true;
      case 500, 501, 502, 503, 504, 505, 511 -> true;
      default -> false;
    };
  }
}
