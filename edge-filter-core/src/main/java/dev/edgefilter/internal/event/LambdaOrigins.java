// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code request.origin} of events on the side of the origin (CloudFront: Lambda@Edge event
 * structure). What a function returns is compared with what it was given: only differences count,
 * so that what Lambda@Edge has no word for, such as an access control, stays.
 */
final class LambdaOrigins {
  private static final String IDENTITY = "origin-access-identity";
  private static final Set<String> CUSTOM =
      Set.of(
          "customHeaders",
          "domainName",
          "keepaliveTimeout",
          "path",
          "port",
          "protocol",
          "readTimeout",
          "responseCompletionTimeout",
          "sslProtocols");
  private static final Set<String> S3 =
      Set.of(
          "authMethod",
          "customHeaders",
          "domainName",
          "path",
          "region",
          "readTimeout",
          "responseCompletionTimeout");

  private LambdaOrigins() {}

  static Map<String, Object> tree(OriginConfig origin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(origin.s3() ? "s3" : "custom", origin.s3() ? s3(origin) : custom(origin));
    return tree;
  }

  private static Map<String, Object> custom(OriginConfig origin) {
    CustomOriginConfig custom = customOf(origin);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("customHeaders", new LinkedHashMap<>(LambdaHeaders.tree(origin.customHeaders())));
    tree.put("domainName", origin.domainName());
    tree.put("keepaliveTimeout", custom.keepaliveTimeoutSeconds());
    tree.put("path", origin.originPath());
    tree.put("port", port(custom));
    tree.put("protocol", protocol(custom));
    tree.put("readTimeout", custom.readTimeoutSeconds());
    tree.put("responseCompletionTimeout", (int) origin.responseCompletionTimeoutSeconds());
    tree.put("sslProtocols", new ArrayList<>(List.of("TLSv1.2")));
    return tree;
  }

  private static Map<String, Object> s3(OriginConfig origin) {
    String region = origin.region();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("authMethod", authMethod(origin));
    tree.put("customHeaders", new LinkedHashMap<>(LambdaHeaders.tree(origin.customHeaders())));
    tree.put("domainName", origin.domainName());
    tree.put("path", origin.originPath());
    tree.put("region", region == null ? "" : region);
    tree.put("readTimeout", origin.s3ReadTimeoutSeconds());
    tree.put("responseCompletionTimeout", (int) origin.responseCompletionTimeoutSeconds());
    return tree;
  }

  private static String authMethod(OriginConfig origin) {
    return origin.accessIdentity().isEmpty() ? "none" : IDENTITY;
  }

  /** The application needs no word for how it is spoken to. */
  private static CustomOriginConfig customOf(OriginConfig origin) {
    CustomOriginConfig custom = origin.custom();
    return custom == null ? CustomOriginConfig.of(OriginProtocolPolicy.HTTP_ONLY) : custom;
  }

  private static int port(CustomOriginConfig custom) {
    return custom.protocolPolicy() == OriginProtocolPolicy.HTTPS_ONLY
        ? custom.httpsPort()
        : custom.httpPort();
  }

  private static String protocol(CustomOriginConfig custom) {
    return custom.protocolPolicy() == OriginProtocolPolicy.HTTPS_ONLY ? "https" : "http";
  }

  /**
   * What a function has changed.
   *
   * @throws FunctionException that says what is wrong with it
   */
  static OriginChange read(OriginConfig before, Object returned) throws FunctionException {
    Map<String, @Nullable Object> tree = Tree.object(returned, "origin");
    Object custom = tree.get("custom");
    Object s3 = tree.get("s3");
    onlyKnown(tree, Set.of("custom", "s3"));
    if ((custom == null) == (s3 == null)) {
      throw Tree.invalid("returned an origin without exactly one of custom and s3");
    }
    OriginChange.Builder change = OriginChange.builder();
    try {
      if (custom != null) {
        readCustom(before, Tree.object(custom, "origin.custom"), change);
      } else {
        readS3(before, Tree.object(s3, "origin.s3"), change);
      }
      return change.build();
    } catch (IllegalArgumentException e) {
      throw Tree.invalid("returned an origin with " + e.getMessage());
    }
  }

  /** The origin of an event that is written in JSON; null when it has none. */
  static @Nullable OriginConfig written(@Nullable Object value) throws FunctionException {
    if (value == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = Tree.object(value, "origin");
    OriginConfig nothing =
        OriginConfig.builder("origin", "origin.invalid").s3(tree.get("s3") != null).build();
    OriginChange change = read(nothing, tree);
    OriginChange.Access access = change.access();
    boolean signed = access != null && access.signing() == Signing.ALWAYS;
    return change.applyTo(nothing).toBuilder().accessIdentity(signed ? IDENTITY : "").build();
  }

  private static void readCommon(
      OriginConfig before, Map<String, @Nullable Object> tree, OriginChange.Builder change)
      throws FunctionException {
    String domainName = Tree.text(tree.get("domainName"), "the domainName of an origin");
    change.domainName(domainName.equals(before.domainName()) ? null : domainName);
    Object path = tree.get("path");
    String text = path == null ? "" : Tree.text(path, "the path of an origin");
    change.originPath(text.equals(before.originPath()) ? null : text);
    Headers headers = LambdaHeaders.read(before.customHeaders(), tree.get("customHeaders"));
    change.customHeaders(headers.equals(before.customHeaders()) ? null : headers);
    change.completionTimeoutSeconds(
        changed(
            tree, "responseCompletionTimeout", (int) before.responseCompletionTimeoutSeconds()));
  }

  private static void readCustom(
      OriginConfig before, Map<String, @Nullable Object> tree, OriginChange.Builder change)
      throws FunctionException {
    onlyKnown(tree, CUSTOM);
    readCommon(before, tree, change);
    CustomOriginConfig custom = customOf(before);
    String protocol = Tree.text(tree.get("protocol"), "the protocol of an origin");
    if (!protocol.equals("http") && !protocol.equals("https")) {
      throw Tree.invalid("returned " + Tree.describe(protocol) + " as the protocol of an origin");
    }
    int port = Tree.integer(tree.get("port"), "the port of an origin");
    boolean switched = before.s3();
    if (switched || port != port(custom) || !protocol.equals(protocol(custom))) {
      change.endpoint(new OriginChange.Endpoint(protocol.equals("https"), port));
    }
    change.bucket(switched ? false : null);
    change.readTimeoutSeconds(changed(tree, "readTimeout", custom.readTimeoutSeconds()));
    change.keepaliveTimeoutSeconds(
        changed(tree, "keepaliveTimeout", custom.keepaliveTimeoutSeconds()));
    Object versions = tree.get("sslProtocols");
    if (versions != null) {
      OriginOverrides.checkVersions(versions);
    }
  }

  private static void readS3(
      OriginConfig before, Map<String, @Nullable Object> tree, OriginChange.Builder change)
      throws FunctionException {
    onlyKnown(tree, S3);
    readCommon(before, tree, change);
    boolean switched = !before.s3();
    change.bucket(switched ? true : null);
    change.readTimeoutSeconds(
        changed(
            tree,
            "readTimeout",
            switched ? customOf(before).readTimeoutSeconds() : before.s3ReadTimeoutSeconds()));
    String method = Tree.text(tree.get("authMethod"), "the authMethod of an origin");
    if (!method.equals("none") && !method.equals(IDENTITY)) {
      throw Tree.invalid("returned " + Tree.describe(method) + " as the authMethod of an origin");
    }
    Object region = tree.get("region");
    String told = region == null ? "" : Tree.text(region, "the region of an origin");
    boolean signs = method.equals(IDENTITY);
    if (signs && told.isEmpty()) {
      throw Tree.invalid("returned an origin with an identity and without the region");
    }
    boolean moved = signs && !Objects.equals(told, before.region());
    if (switched || moved || !method.equals(authMethod(before))) {
      change.access(
          new OriginChange.Access(
              signs ? Signing.ALWAYS : Signing.NEVER, OriginType.S3, signs ? told : null));
    }
  }

  private static @Nullable Integer changed(
      Map<String, @Nullable Object> tree, String name, int before) throws FunctionException {
    Object value = tree.get(name);
    if (value == null) {
      return null;
    }
    int after = Tree.integer(value, "the " + name + " of an origin");
    return after == before ? null : Integer.valueOf(after);
  }

  private static void onlyKnown(Map<String, @Nullable Object> tree, Set<String> known)
      throws FunctionException {
    for (String name : tree.keySet()) {
      if (!known.contains(name)) {
        throw Tree.invalid("returned an origin with " + name + ", which is not supported");
      }
    }
  }
}
