// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.JsonValue.JsonObject;
import dev.edgefilter.config.JsonValue.Member;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises what kind of file a JSON text is, and reads every object in it. */
final class FileReader {
  /** Fields that only a bare distribution configuration has at the top. */
  private static final Set<String> DISTRIBUTION_FIELDS =
      Set.of(
          "CallerReference",
          "Aliases",
          "Origins",
          "DefaultCacheBehavior",
          "CacheBehaviors",
          "DefaultRootObject",
          "Enabled");

  private static final String EXPECTED =
      "expected a DistributionConfig, the output of get-distribution-config or get-distribution, or"
          + " an object with Distributions, CachePolicies, OriginRequestPolicies,"
          + " ResponseHeadersPolicies, PublicKeys or KeyGroups";

  private final Reading reading;
  private final String fallbackId;

  private FileReader(Reading reading, String fallbackId) {
    this.reading = reading;
    this.fallbackId = fallbackId;
  }

  /** Reads a text; its problems are in the result. */
  static Reading read(String sourceName, String text) {
    Reading reading = new Reading(sourceName);
    try {
      JsonValue root = JsonParser.parse(text, (at, message) -> reading.problem(at, "", message));
      new FileReader(reading, baseName(sourceName)).read(root);
    } catch (JsonParser.SyntaxException e) {
      reading.problem(e.at(), "", e.text());
    }
    reading.finish();
    return reading;
  }

  private void read(JsonValue root) {
    if (!(root instanceof JsonObject object) || object.members().isEmpty()) {
      String found = root instanceof JsonObject ? "an empty object" : root.describe();
      reading.problem(root.at(), "", "found " + found + "; " + EXPECTED);
    } else if (isDistributionConfig(object)) {
      JsonFields fields = new JsonFields(reading, object, "DistributionConfig", "");
      distribution(fallbackId, "", fields, "");
    } else {
      bundle(new JsonFields(reading, object, "file", ""));
    }
  }

  private static boolean isDistributionConfig(JsonObject object) {
    for (Member member : object.members()) {
      if (DISTRIBUTION_FIELDS.contains(member.name())) {
        return true;
      }
    }
    return false;
  }

  private void bundle(JsonFields file) {
    JsonFields config = file.object("DistributionConfig", "DistributionConfig", "");
    if (config != null) {
      distribution(fallbackId, "", config, "");
    }
    described(file.object("Distribution", "Distribution", ""), "");
    for (JsonFields distribution : file.objects("Distributions", "Distribution")) {
      described(distribution, distribution.place());
    }
    cachePolicy(file.object("CachePolicy", "CachePolicy"));
    for (JsonFields policy : file.objects("CachePolicies", "CachePolicy")) {
      cachePolicy(policy);
    }
    originRequestPolicy(file.object("OriginRequestPolicy", "OriginRequestPolicy"));
    for (JsonFields policy : file.objects("OriginRequestPolicies", "OriginRequestPolicy")) {
      originRequestPolicy(policy);
    }
    responseHeadersPolicy(file.object("ResponseHeadersPolicy", "ResponseHeadersPolicy"));
    for (JsonFields policy : file.objects("ResponseHeadersPolicies", "ResponseHeadersPolicy")) {
      responseHeadersPolicy(policy);
    }
    originAccessControl(file.object("OriginAccessControl", "OriginAccessControl"));
    for (JsonFields control : file.objects("OriginAccessControls", "OriginAccessControl")) {
      originAccessControl(control);
    }
    publicKey(file.object("PublicKey", "PublicKey"));
    for (JsonFields key : file.objects("PublicKeys", "PublicKey")) {
      publicKey(key);
    }
    keyGroup(file.object("KeyGroup", "KeyGroup"));
    for (JsonFields group : file.objects("KeyGroups", "KeyGroup")) {
      keyGroup(group);
    }
    WafReader.readAll(file);
    AccessTokenReader.readAll(file);
    FunctionReader functions = new FunctionReader(reading);
    for (JsonFields written : file.objects("Functions", "Function")) {
      function(functions.function(written), written);
    }
    for (JsonFields written : file.objects("LambdaFunctions", "LambdaFunction")) {
      function(functions.lambda(written), written);
    }
    for (JsonFields written : file.objects("KeyValueStores", "KeyValueStore")) {
      KeyValueStoreConfig store = functions.keyValueStore(written);
      reading.remember(store, written.place());
      reading.config().keyValueStore(store);
    }
  }

  private void function(@Nullable FunctionConfig function, JsonFields written) {
    if (function != null) {
      reading.remember(function, written.place());
      reading.config().function(function);
    }
  }

  /** A configuration with the id and the domain that the service gave it. */
  private void described(@Nullable JsonFields distribution, String place) {
    if (distribution == null) {
      return;
    }
    String id = id(distribution);
    String domainName = distribution.string("DomainName", "");
    JsonFields config = content(distribution, "DistributionConfig");
    if (config != null) {
      distribution(id, domainName, config, place);
    }
  }

  private void distribution(String id, String domainName, JsonFields fields, String place) {
    DistributionConfig distribution = new DistributionReader(id, domainName, fields).read();
    reading.remember(distribution, place);
    reading.config().distribution(distribution);
  }

  private void cachePolicy(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "CachePolicyConfig");
    if (wrapper != null && fields != null) {
      CachePolicyConfig policy = PolicyReader.cachePolicy(id(wrapper), fields);
      reading.remember(policy, wrapper.place());
      reading.config().cachePolicy(policy);
    }
  }

  private void originRequestPolicy(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "OriginRequestPolicyConfig");
    if (wrapper != null && fields != null) {
      OriginRequestPolicyConfig policy = PolicyReader.originRequestPolicy(id(wrapper), fields);
      reading.remember(policy, wrapper.place());
      reading.config().originRequestPolicy(policy);
    }
  }

  private void responseHeadersPolicy(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "ResponseHeadersPolicyConfig");
    if (wrapper != null && fields != null) {
      ResponseHeadersPolicyConfig policy = ResponseHeadersPolicyReader.read(id(wrapper), fields);
      reading.remember(policy, wrapper.place());
      reading.config().responseHeadersPolicy(policy);
    }
  }

  private void originAccessControl(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "OriginAccessControlConfig");
    if (wrapper != null && fields != null) {
      OriginAccessControlConfig control = OriginReader.accessControl(id(wrapper), fields);
      reading.remember(control, wrapper.place());
      reading.config().originAccessControl(control);
    }
  }

  private void publicKey(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "PublicKeyConfig");
    if (wrapper != null && fields != null) {
      PublicKeyConfig key = PolicyReader.publicKey(id(wrapper), fields);
      reading.remember(key, wrapper.place());
      reading.config().publicKey(key);
    }
  }

  private void keyGroup(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "KeyGroupConfig");
    if (wrapper != null && fields != null) {
      KeyGroupConfig group = PolicyReader.keyGroup(id(wrapper), fields);
      reading.remember(group, wrapper.place());
      reading.config().keyGroup(group);
    }
  }

  private static String id(JsonFields wrapper) {
    return wrapper.require("Id", "an id").string("Id", "");
  }

  /** The configuration inside an object; its place is that of the object. */
  private static @Nullable JsonFields content(JsonFields wrapper, String name) {
    return wrapper.require(name, "an object").object(name, name, wrapper.place());
  }

  /** {@code conf/shop.json} becomes {@code shop}. */
  private static String baseName(String sourceName) {
    String name = sourceName.substring(sourceName.replace('\\', '/').lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String base = dot > 0 ? name.substring(0, dot) : name;
    return base.isEmpty() ? DistributionConfig.DEFAULT_ID : base;
  }
}
