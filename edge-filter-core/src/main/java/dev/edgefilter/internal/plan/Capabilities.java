// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.internal.access.AccessSettings;
import dev.edgefilter.origin.OriginAccess;
import dev.edgefilter.origin.OriginConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration can be compiled against.
 *
 * @param fidelity how closely CloudFront is followed
 * @param selfOrigins ids of origins that the application stands in for
 * @param functions code by ARN or name
 * @param connector connects remote origins, or null when no library for it is there
 * @param targetedFields fields that come before Cache-Control where targeted ones count
 * @param access what is said about access beside the configuration
 * @param unsafeMethodsInvalidate whether unsafe methods invalidate, or null when the fidelity says
 * @param library loads functions that are not Java, or null when there are none
 * @param originAccess what requests to origins are signed with, or null
 * @param functionHosts which hosts functions may ask besides those of configured origins
 */
public record Capabilities(
    FidelitySettings fidelity,
    Set<String> selfOrigins,
    Map<String, EdgeFunction> functions,
    @Nullable OriginConnector connector,
    List<String> targetedFields,
    AccessSettings access,
    @Nullable Boolean unsafeMethodsInvalidate,
    @Nullable FunctionLibrary library,
    @Nullable OriginAccess originAccess,
    FunctionHosts functionHosts) {

  /** What caches like this one answer to (RFC 9213, 3.1). */
  public static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

  /** Copies the collections. */
  public Capabilities {
    selfOrigins = Set.copyOf(selfOrigins);
    functions = Map.copyOf(functions);
    targetedFields = List.copyOf(targetedFields);
  }

  /** The same, with the switches of the fidelity. */
  public Capabilities(
      Fidelity fidelity,
      Set<String> selfOrigins,
      Map<String, EdgeFunction> functions,
      @Nullable OriginConnector connector) {
    this(
        FidelitySettings.of(fidelity),
        selfOrigins,
        functions,
        connector,
        List.of(CDN_CACHE_CONTROL),
        AccessSettings.DEFAULT,
        null,
        null,
        null,
        FunctionHosts.NONE);
  }

  /** The same without functions that are not Java. */
  public Capabilities(
      FidelitySettings fidelity,
      Set<String> selfOrigins,
      Map<String, EdgeFunction> functions,
      @Nullable OriginConnector connector,
      List<String> targetedFields,
      AccessSettings access,
      @Nullable Boolean unsafeMethodsInvalidate) {
    this(
        fidelity,
        selfOrigins,
        functions,
        connector,
        targetedFields,
        access,
        unsafeMethodsInvalidate,
        null,
        null,
        FunctionHosts.NONE);
  }

  /** Code in Java by ARN, by name, or by the name at the end of an ARN. */
  @Nullable EdgeFunction function(String arnOrName) {
    EdgeFunction exact = functions.get(arnOrName);
    if (exact != null) {
      return exact;
    }
    return functions.get(FunctionConfig.nameOf(arnOrName));
  }
}
