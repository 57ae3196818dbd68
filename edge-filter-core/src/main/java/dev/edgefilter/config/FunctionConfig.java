// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The code of an edge function in JavaScript.
 *
 * @param name its name, {@code [a-zA-Z0-9-_]{1,64}}
 * @param arn its ARN; empty when it has none, cache behaviors name it by its name then
 * @param runtime what the code is written for
 * @param code the source text
 * @param keyValueStores the ARNs, ids or names of its key value stores; CloudFront allows one
 * @param handler the name of the handler: {@code handler}
 */
public record FunctionConfig(
    String name,
    String arn,
    FunctionRuntime runtime,
    String code,
    List<String> keyValueStores,
    String handler) {
  /** The name of the function that is called. */
  public static final String DEFAULT_HANDLER = "handler";

  /** Copies the list. */
  public FunctionConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(handler, "handler");
    keyValueStores = List.copyOf(keyValueStores);
  }

  /** Starts a function for runtime 2.0. */
  public static Builder builder(String name, String code) {
    return new Builder(name, code);
  }

  /** Whether a cache behavior that names a function means this one. */
  public boolean isNamed(String arnOrName) {
    if (arnOrName.equals(name) || (!arn.isEmpty() && arnOrName.equals(arn))) {
      return true;
    }
    return arn.isEmpty() && nameOf(arnOrName).equals(name);
  }

  /**
   * The name at the end of an ARN: of {@code arn:aws:cloudfront::1:function/name}, or of {@code
   * arn:aws:lambda:us-east-1:1:function:name:7}; the text itself when it is no ARN.
   */
  public static String nameOf(String arnOrName) {
    if (!arnOrName.startsWith("arn:")) {
      return arnOrName;
    }
    int slash = arnOrName.lastIndexOf('/');
    if (slash >= 0) {
      return arnOrName.substring(slash + 1);
    }
    String[] parts = arnOrName.split(":", -1);
    return parts.length > 6 ? parts[6] : arnOrName;
  }

  /** Collects the parts of a function. */
  public static final class Builder {
    private final String name;
    private final String code;
    private String arn = "";
    private FunctionRuntime runtime = FunctionRuntime.CLOUDFRONT_JS_2_0;
    private final List<String> keyValueStores = new ArrayList<>();
    private String handler = DEFAULT_HANDLER;

    private Builder(String name, String code) {
      this.name = Objects.requireNonNull(name, "name");
      this.code = Objects.requireNonNull(code, "code");
    }

    /** Sets the ARN by which cache behaviors name it, too. */
    public Builder arn(String text) {
      arn = text;
      return this;
    }

    /** Sets the runtime; 2.0 by default. */
    public Builder runtime(FunctionRuntime written) {
      runtime = written;
      return this;
    }

    /** Lets it read a key value store, given by name, id or ARN. */
    public Builder keyValueStore(String store) {
      keyValueStores.add(store);
      return this;
    }

    /** Sets the name of the exported handler of a Lambda@Edge function. */
    public Builder handler(String exported) {
      handler = exported;
      return this;
    }

    /** The function; it is checked when the configuration is compiled. */
    public FunctionConfig build() {
      return new FunctionConfig(name, arn, runtime, code, keyValueStores, handler);
    }
  }
}
