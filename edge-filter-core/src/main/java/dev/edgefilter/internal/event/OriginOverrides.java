// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of {@code updateRequestOrigin} (CloudFront: helper methods, origin changes).
 */
final class OriginOverrides {
  private static final Set<String> MEMBERS =
      Set.of(
          "domainName",
          "hostHeader",
          "originPath",
          "customHeaders",
          "connectionAttempts",
          "originShield",
          "originAccessControlConfig",
          "timeouts",
          "customOriginConfig",
          "sni",
          "allowedCertificateNames");
  private static final Set<String> TIMEOUTS =
      Set.of("readTimeout", "responseCompletionTimeout", "keepAliveTimeout", "connectionTimeout");
  private static final Set<String> TLS = Set.of("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2");
  private static final Set<String> ADDRESSES = Set.of("ipv4", "ipv6", "dualstack");

  private final String helper;
  private final Map<String, @Nullable Object> tree;
  private final OriginChange.Builder change = OriginChange.builder();

  private OriginOverrides(Map<String, @Nullable Object> tree, String helper) {
    this.tree = tree;
    this.helper = helper;
  }

  /**
   * Reads them.
   *
   * @param helper what they were passed to
   * @throws FunctionException that says what is wrong with them
   */
  static OriginChange read(Map<String, @Nullable Object> tree, String helper)
      throws FunctionException {
    return new OriginOverrides(tree, helper).read();
  }

  /** Refuses what nobody knows, so that nothing is silently ignored. */
  static void onlyKnown(Map<String, @Nullable Object> options, Set<String> known, String helper)
      throws FunctionException {
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw Tree.invalid("passed " + name + " to " + helper + ", which is not supported");
      }
    }
  }

  private OriginChange read() throws FunctionException {
    onlyKnown(tree, MEMBERS, helper);
    try {
      change.domainName(text("domainName"));
      change.hostHeader(text("hostHeader"));
      change.originPath(text("originPath"));
      change.serverName(text("sni"));
      change.customHeaders(customHeaders(tree.get("customHeaders")));
      change.connectionAttempts(number(tree, "connectionAttempts"));
      change.certificateNames(names(tree.get("allowedCertificateNames")));
      readTimeouts(Tree.optional(tree.get("timeouts"), "timeouts"));
      readAccess(tree.get("originAccessControlConfig"));
      readCustom(tree.get("customOriginConfig"));
      checkShield(tree.get("originShield"));
      return change.build();
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("passed to " + helper + " " + e.getMessage());
    }
  }

  private void readTimeouts(Map<String, @Nullable Object> timeouts) throws FunctionException {
    onlyKnown(timeouts, TIMEOUTS, helper);
    change.readTimeoutSeconds(number(timeouts, "readTimeout"));
    change.completionTimeoutSeconds(number(timeouts, "responseCompletionTimeout"));
    change.keepaliveTimeoutSeconds(number(timeouts, "keepAliveTimeout"));
    change.connectionTimeoutSeconds(number(timeouts, "connectionTimeout"));
  }

  private void readAccess(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return;
    }
    Map<String, @Nullable Object> access = Tree.object(value, "originAccessControlConfig");
    onlyKnown(
        access, Set.of("enabled", "signingBehavior", "signingProtocol", "originType"), helper);
    if (!flag(access, "enabled")) {
      change.access(new OriginChange.Access(Signing.NEVER, OriginType.S3, null));
      return;
    }
    Object protocol = access.get("signingProtocol");
    if (protocol != null && !protocol.equals("sigv4")) {
      throw Tree.invalid("passed " + Tree.describe(protocol) + " as signingProtocol");
    }
    OriginType type = word(access, "originType", OriginType.values(), OriginType::token);
    change.access(
        new OriginChange.Access(
            word(access, "signingBehavior", Signing.values(), Signing::token), type, null));
    if (type == OriginType.S3 && tree.get("customOriginConfig") == null) {
      change.bucket(true);
    }
  }

  /** Of TLS and addresses the Java runtime decides, as it does for configured origins. */
  private void readCustom(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return;
    }
    Map<String, @Nullable Object> custom = Tree.object(value, "customOriginConfig");
    onlyKnown(custom, Set.of("port", "protocol", "sslProtocols", "ipAddressType"), helper);
    checkVersions(custom.get("sslProtocols"));
    Object addresses = custom.get("ipAddressType");
    if (addresses != null) {
      oneOf(ADDRESSES, Tree.text(addresses, "ipAddressType"), "ipAddressType");
      if (tree.get("domainName") == null) {
        throw Tree.invalid("passed ipAddressType without domainName");
      }
    }
    String protocol = Tree.text(custom.get("protocol"), "protocol");
    oneOf(Set.of("http", "https"), protocol, "protocol");
    change.endpoint(
        new OriginChange.Endpoint(
            protocol.equals("https"), Tree.integer(custom.get("port"), "port")));
    change.bucket(false);
  }

  static void checkVersions(@Nullable Object value) throws FunctionException {
    for (Object version : Tree.list(value, "sslProtocols")) {
      oneOf(TLS, Tree.text(version, "one of sslProtocols"), "one of sslProtocols");
    }
  }

  /** There is one edge only, so that a shield has nothing to do. */
  private void checkShield(@Nullable Object value) throws FunctionException {
    Map<String, @Nullable Object> shield = Tree.optional(value, "originShield");
    onlyKnown(shield, Set.of("enabled", "region"), helper);
    if (value != null) {
      flag(shield, "enabled");
    }
  }

  private @Nullable Headers customHeaders(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return null;
    }
    Headers.Builder headers = Headers.builder();
    for (Map.Entry<String, @Nullable Object> entry :
        Tree.object(value, "customHeaders").entrySet()) {
      String name = entry.getKey();
      if (!name.equals(EventHeaders.lower(name))) {
        throw Tree.invalid(
            "passed the custom header \""
                + Printable.start(name)
                + "\", expected it in lower case");
      }
      headers.add(
          EventHeaders.capitalized(name),
          EventHeaders.encode(Tree.text(entry.getValue(), "a custom header")));
    }
    return headers.build();
  }

  private static @Nullable List<String> names(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Object name : Tree.list(value, "allowedCertificateNames")) {
      names.add(Tree.text(name, "one of allowedCertificateNames"));
    }
    return names;
  }

  private @Nullable String text(String name) throws FunctionException {
    Object value = tree.get(name);
    return value == null ? null : Tree.text(value, name);
  }

  private static @Nullable Integer number(Map<String, @Nullable Object> tree, String name)
      throws FunctionException {
    Object value = tree.get(name);
    return value == null ? null : Tree.integer(value, name);
  }

  private static boolean flag(Map<String, @Nullable Object> tree, String name)
      throws FunctionException {
    if (tree.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw Tree.invalid("passed " + Tree.describe(tree.get(name)) + " as " + name);
  }

  private static <T> T word(
      Map<String, @Nullable Object> tree,
      String name,
      T[] values,
      java.util.function.Function<T, String> token)
      throws FunctionException {
    List<String> words = new ArrayList<>();
    for (T value : values) {
      if (token.apply(value).equals(tree.get(name))) {
        return value;
      }
      words.add(token.apply(value));
    }
    throw Tree.invalid(
        "passed " + Tree.describe(tree.get(name)) + " as " + name + ", expected one of " + words);
  }

  private static void oneOf(Set<String> words, String found, String place)
      throws FunctionException {
    if (!words.contains(found)) {
      throw Tree.invalid("passed " + Tree.describe(found) + " as " + place);
    }
  }
}
