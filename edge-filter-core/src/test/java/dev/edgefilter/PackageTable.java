// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which package of the library may use which: the table of the design notes as data. */
final class PackageTable {
  static final List<String> RULES =
      List.of(
          "internal.access",
          "internal.access.signing",
          "internal.cache",
          "internal.response",
          "internal.waf");
  static final List<String> PORTS = List.of("store", "origin", "function", "geo", "coding");

  /** Stands for every package {@code ext.<library>}, which may not use one another. */
  private static final String EXTENSION = "ext";

  private static final String BASE_PACKAGE = "";

  private static final Map<String, Set<String>> USES = table();

  private PackageTable() {}

  private static Map<String, Set<String>> table() {
    Set<String> facts = Set.of("http", "config", "explain");
    Set<String> ports = Set.copyOf(PORTS);
    Set<String> rules = Set.copyOf(RULES);
    Map<String, Set<String>> uses = new LinkedHashMap<>();
    uses.put("http", Set.of());
    uses.put("explain", Set.of("http"));
    uses.put("internal.document", Set.of());
    uses.put("internal.cloudformation", Set.of("internal.document"));
    uses.put("config", Set.of("http", "internal.document", "internal.cloudformation"));
    uses.put("store", Set.of("http", "explain"));
    uses.put("origin", facts);
    uses.put("function", facts);
    uses.put("geo", Set.of("http"));
    uses.put("coding", Set.of("http"));
    uses.put("internal.access.signing", facts);
    uses.put("internal.access", union(facts, Set.of("internal.access.signing")));
    uses.put("internal.cache", union(facts, Set.of("store")));
    uses.put("internal.response", facts);
    uses.put("internal.jwks", Set.of("internal.access.signing"));
    uses.put("internal.waf", union(facts, Set.of("geo", "internal.waf.rate")));
    uses.put("internal.waf.rate", Set.of());
    uses.put("signing", Set.of("http", "internal.access.signing"));
    uses.put("internal.event", union(facts, Set.of("function")));
    uses.put("internal.kvs", union(facts, Set.of("function")));
    uses.put("internal.sigv4", Set.of("http"));
    uses.put("internal.plan", union(facts, rules, ports, Set.of("internal.sigv4")));
    uses.put(
        "internal.exchange", union(facts, rules, ports, Set.of("internal.plan", "internal.event")));
    uses.put(
        "internal.explain",
        union(facts, rules, ports, Set.of("internal.plan", "internal.exchange")));
    uses.put("internal.ehcache", Set.of("http", "explain", "store"));
    uses.put("internal.filestore", Set.of("http", "store"));
    uses.put(
        "internal.store",
        Set.of("http", "explain", "store", "internal.ehcache", "internal.filestore"));
    // The entry wires itself from init parameters, so it stands above the engine.
    // Of the store it names the query by which operators list what is stored.
    uses.put("servlet", union(facts, Set.of("internal.exchange", "origin", "store", BASE_PACKAGE)));
    // The test kit stands beside the servlet entry: a viewer in the test's own process.
    uses.put(
        "testkit",
        union(
            facts, Set.of("internal.exchange", "origin", "store", "signing", "geo", BASE_PACKAGE)));
    uses.put("management", union(facts, Set.of("internal.plan")));
    uses.put(EXTENSION, union(facts, ports, Set.of("internal.event")));
    return uses;
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return Set.copyOf(all);
  }

  /** The row a package belongs to; empty for one that the table does not know. */
  static Optional<String> rowOf(String relativePackage) {
    String candidate = relativePackage;
    while (!candidate.isEmpty()) {
      if (USES.containsKey(candidate)) {
        return Optional.of(candidate);
      }
      candidate = candidate.substring(0, Math.max(0, candidate.lastIndexOf('.')));
    }
    return Optional.empty();
  }

  /** Whether a class of one package may name a class of the other. */
  static boolean allows(String fromPackage, String toPackage) {
    if (fromPackage.isEmpty()) {
      return true; // the base package wires everything
    }
    Optional<String> from = rowOf(fromPackage);
    if (toPackage.isEmpty()) {
      return from.isPresent() && USES.get(from.get()).contains(BASE_PACKAGE);
    }
    Optional<String> to = rowOf(toPackage);
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    if (from.equals(to)) {
      return !from.get().equals(EXTENSION) || library(fromPackage).equals(library(toPackage));
    }
    return USES.get(from.get()).contains(to.get());
  }

  private static String library(String extensionPackage) {
    String[] parts = extensionPackage.split("\\.", -1);
    return parts.length > 1 ? parts[1] : "";
  }
}
