// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold for functions and key value stores (CloudFront: Quotas). */
final class FunctionRules {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final int MAX_FUNCTIONS_PER_STORE = 10;
  private static final int MAX_STORES = 50;

  private final EdgeConfig config;
  private final Places places;
  private final List<ConfigProblem> problems;

  private FunctionRules(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    this.config = config;
    this.places = places;
    this.problems = problems;
  }

  static void check(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    FunctionRules rules = new FunctionRules(config, places, problems);
    Map<String, Integer> users = new HashMap<>();
    for (FunctionConfig function : config.functions()) {
      rules.check(function, users);
    }
    for (KeyValueStoreConfig store : config.keyValueStores()) {
      rules.check(store, users.getOrDefault(store.name(), 0));
    }
    if (config.keyValueStores().size() > MAX_STORES) {
      problems.add(
          ConfigProblem.inCode(
              "keyValueStores",
              "has " + config.keyValueStores().size() + " stores; expected at most " + MAX_STORES));
    }
  }

  private void check(FunctionConfig function, Map<String, Integer> users) {
    Written written = places.of(function);
    FunctionRuntime runtime = function.runtime();
    checkName(written, function.name());
    int bytes = function.code().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > runtime.maxCodeBytes()) {
      report(
          written,
          "functionCode",
          "has " + bytes + " bytes; expected at most " + runtime.maxCodeBytes() + "; shorten it");
    }
    List<String> stores = function.keyValueStores();
    if (stores.size() > 1) {
      report(
          written,
          "functionConfig.keyValueStoreAssociations",
          "has " + stores.size() + " stores; expected at most one");
    }
    if (!stores.isEmpty() && runtime != FunctionRuntime.CLOUDFRONT_JS_2_0) {
      report(
          written,
          "functionConfig.keyValueStoreAssociations",
          "needs the runtime "
              + FunctionRuntime.CLOUDFRONT_JS_2_0.token()
              + "; found "
              + runtime.token());
    }
    for (String store : stores) {
      KeyValueStoreConfig found = config.keyValueStore(store);
      if (found == null) {
        report(
            written,
            "functionConfig.keyValueStoreAssociations",
            "found \""
                + store
                + "\"; there is no key value store with this ARN, id or name"
                + hint(store));
      } else {
        users.merge(found.name(), 1, Integer::sum);
      }
    }
  }

  private String hint(String wrong) {
    List<String> known = new ArrayList<>();
    for (KeyValueStoreConfig store : config.keyValueStores()) {
      known.add(store.name());
    }
    String nearest = NearestName.hint(wrong, known);
    return nearest.isEmpty() ? "; add it to KeyValueStores" : nearest;
  }

  private void check(KeyValueStoreConfig store, int users) {
    Written written = places.of(store);
    checkName(written, store.name());
    String fault = KeyValueData.fault(store.data());
    if (!fault.isEmpty()) {
      report(written, "data", fault);
    }
    if (users > MAX_FUNCTIONS_PER_STORE) {
      report(
          written,
          "name",
          "is used by " + users + " functions; expected at most " + MAX_FUNCTIONS_PER_STORE);
    }
  }

  private void checkName(Written written, String name) {
    if (!NAME.matcher(name).matches()) {
      report(written, "name", "found \"" + name + "\"; expected 1 to 64 of a-z, A-Z, 0-9, - and _");
    }
  }

  private void report(Written written, String place, String message) {
    written.report(problems, place, message);
  }
}
