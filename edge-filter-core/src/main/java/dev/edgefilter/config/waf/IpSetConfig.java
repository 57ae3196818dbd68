// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Objects;

/**
 * A list of address ranges of one version.
 *
 * @param id its id
 * @param name its name
 * @param arn its ARN, may be empty
 * @param ipv6 whether it holds ranges of IPv6, else of IPv4
 * @param addresses ranges such as {@code 192.0.2.0/24}
 */
public record IpSetConfig(
    String id, String name, String arn, boolean ipv6, List<String> addresses) {
  /** Copies the list. */
  public IpSetConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    addresses = List.copyOf(addresses);
  }

  /** A set of IPv4 ranges whose id is its name. */
  public static IpSetConfig ipv4(String name, String... ranges) {
    return new IpSetConfig(name, name, "", false, List.of(ranges));
  }

  /** A set of IPv6 ranges whose id is its name. */
  public static IpSetConfig ipv6(String name, String... ranges) {
    return new IpSetConfig(name, name, "", true, List.of(ranges));
  }
}
