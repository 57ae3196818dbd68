// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

/**
 * Which edge serves a request, as {@code cf.edgeLocation} tells it.
 *
 * @param name three letters of an airport
 * @param serverIp the address of the edge's server
 * @param region the AWS region of the regional cache
 */
public record EdgeLocation(String name, String serverIp, String region) {
  /** An edge in no airport. */
  public static final EdgeLocation LOCAL = new EdgeLocation("LOC", "127.0.0.1", "us-east-1");
}
