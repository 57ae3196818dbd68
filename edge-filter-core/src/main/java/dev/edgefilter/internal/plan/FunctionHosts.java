// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.http.HostNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The hosts that functions may ask besides those of configured origins. */
public final class FunctionHosts {
  /** No other host. */
  public static final FunctionHosts NONE = of(List.of());

  private static final String ALL = "*";

  private final Set<String> names = new HashSet<>();
  private final List<String> suffixes = new ArrayList<>();
  private boolean all;

  private FunctionHosts() {}

  /**
   * Hosts by name, {@code *.example.com} for all below one, {@code *} for all.
   *
   * @throws IllegalArgumentException that names the pattern which is none
   */
  public static FunctionHosts of(Collection<String> patterns) {
    FunctionHosts hosts = new FunctionHosts();
    for (String pattern : patterns) {
      String name = pattern.toLowerCase(Locale.ROOT);
      if (name.equals(ALL)) {
        hosts.all = true;
      } else if (name.startsWith("*.") && isHost(name.substring(2))) {
        hosts.suffixes.add(name.substring(1));
      } else if (isHost(name)) {
        hosts.names.add(name);
      } else {
        throw new IllegalArgumentException(
            "function origin hosts: found \""
                + pattern
                + "\"; expected a host name without scheme and port, one such as *.example.com for"
                + " all below it, or * for all, and no address");
      }
    }
    return hosts;
  }

  private static boolean isHost(String name) {
    return HostNames.isHostName(name) && !HostNames.endsInNumber(name);
  }

  /** Whether a host may be asked. */
  boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (all || names.contains(name)) {
      return true;
    }
    for (String suffix : suffixes) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        return true;
      }
    }
    return false;
  }

  /** Whether any host beyond the configured ones may be asked. */
  boolean isEmpty() {
    return !all && names.isEmpty() && suffixes.isEmpty();
  }
}
