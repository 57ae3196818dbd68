// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.cloudformation.EdgeResource;
import dev.edgefilter.internal.cloudformation.Findings;
import dev.edgefilter.internal.cloudformation.Stacks;
import dev.edgefilter.internal.document.Documents;
import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import dev.edgefilter.internal.document.SyntaxException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
      "expected a DistributionConfig, the output of get-distribution-config or get-distribution, a"
          + " CloudFormation template, or an object with Distributions, CachePolicies,"
          + " OriginRequestPolicies, ResponseHeadersPolicies, PublicKeys or KeyGroups";

  private final Reading reading;
  private final @Nullable JsonValue root;
  private final String fallbackId;

  private FileReader(Reading reading, @Nullable JsonValue root, String fallbackId) {
    this.reading = reading;
    this.root = root;
    this.fallbackId = fallbackId;
  }

  /** A file that could not be read at all. */
  static FileReader failed(Reading reading) {
    return new FileReader(reading, null, "");
  }

  /** Parses a text; call {@link #collect} for every file, then {@link #read} for each. */
  static FileReader open(String sourceName, String text) {
    Reading reading = new Reading(sourceName);
    JsonValue root = null;
    try {
      root = Documents.parse(sourceName, text, (at, message) -> reading.problem(at, "", message));
    } catch (SyntaxException e) {
      reading.problem(e.at(), "", e.text());
    }
    return new FileReader(reading, root, baseName(sourceName));
  }

  /** Gives a template, or values for templates, to what evaluates them. */
  void collect(Stacks stacks) {
    if (root != null && Stacks.isFor(root)) {
      String stackName = fallbackId.replaceFirst("\\.template$", "");
      stacks.add(reading.source(), stackName, root, findings());
    }
  }

  /** Reads every object of the file; problems are in the result. */
  Reading read(Stacks stacks, LeftOutRules leftOut) {
    if (root != null && Stacks.isFor(root)) {
      reading.leaveOut(leftOut);
      template(stacks);
    } else if (root != null) {
      readPrinted(root);
    }
    reading.finish();
    return reading;
  }

  private Findings findings() {
    return new Findings() {
      @Override
      public void problem(Position at, String place, String message) {
        reading.problem(at, place, message);
      }

      @Override
      public void note(Position at, String place, String why) {
        reading.note(at, place, why);
      }
    };
  }

  private void template(Stacks stacks) {
    reading.convertScalars();
    reading.referredTo(stacks.referredTo(reading.source()));
    for (EdgeResource resource : stacks.resources(reading.source(), findings())) {
      resource(resource.kind(), resource.logicalId(), resource.object());
    }
  }

  private void resource(EdgeResource.Kind kind, String logicalId, JsonObject printed) {
    String type = kind.printedType();
    JsonFields fields = new JsonFields(reading, printed, type, logicalId);
    switch (kind) {
      case DISTRIBUTION -> described(fields, logicalId);
      case CACHE_POLICY -> cachePolicy(fields);
      case ORIGIN_REQUEST_POLICY -> originRequestPolicy(fields);
      case RESPONSE_HEADERS_POLICY -> responseHeadersPolicy(fields);
      case ORIGIN_ACCESS_CONTROL -> originAccessControl(fields);
      case PUBLIC_KEY -> publicKey(fields);
      case KEY_GROUP -> keyGroup(fields);
      case FUNCTION -> function(new FunctionReader(reading).function(fields), fields);
      case LAMBDA_FUNCTION -> function(new FunctionReader(reading).lambda(fields), fields);
      case KEY_VALUE_STORE ->
          keyValueStore(new FunctionReader(reading).keyValueStore(fields), fields);
      case WEB_ACL, RULE_GROUP, IP_SET, REGEX_PATTERN_SET -> WafReader.readOne(type, fields);
    }
  }

  private void readPrinted(JsonValue root) {
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
    lists(file);
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
      keyValueStore(functions.keyValueStore(written), written);
    }
  }

  /** What {@code aws cloudfront list-…} prints, as far as it is whole. */
  private void lists(JsonFields file) {
    own(file, "CachePolicyList", "CachePolicy", this::cachePolicy);
    own(file, "OriginRequestPolicyList", "OriginRequestPolicy", this::originRequestPolicy);
    own(file, "ResponseHeadersPolicyList", "ResponseHeadersPolicy", this::responseHeadersPolicy);
    for (JsonFields summary : listed(file, "KeyGroupList", "KeyGroupSummary")) {
      keyGroup(summary.require("KeyGroup", "an object").object("KeyGroup", "KeyGroup"));
    }
    for (JsonFields flat : listed(file, "OriginAccessControlList", "OriginAccessControlConfig")) {
      originAccessControl(OriginReader.accessControl(id(flat), flat), flat);
    }
    for (JsonFields flat : listed(file, "PublicKeyList", "PublicKeyConfig")) {
      publicKey(PolicyReader.publicKey(id(flat), flat), flat);
    }
    for (String name : List.of("DistributionList", "FunctionList")) {
      if (file.has(name)) {
        file.problem(
            name,
            "holds summaries only; expected what aws cloudfront "
                + (name.startsWith("D") ? "get-distribution-config" : "describe-function")
                + " prints for each");
      }
    }
  }

  private static List<JsonFields> listed(JsonFields file, String name, String elementType) {
    JsonFields list = file.object(name, "List");
    return list == null ? List.of() : list.itemObjects(elementType);
  }

  /** The policies of a list but for the managed ones, which are there anyway. */
  private static void own(JsonFields file, String name, String type, Consumer<JsonFields> reader) {
    for (JsonFields summary : listed(file, name, type + "Summary")) {
      boolean managed = summary.string("Type", "custom").equals("managed");
      summary.require(type, "an object");
      JsonFields policy = managed ? null : summary.object(type, type);
      if (policy != null) {
        reader.accept(policy);
      }
    }
  }

  private void keyValueStore(KeyValueStoreConfig store, JsonFields written) {
    reading.remember(store, written.place());
    reading.config().keyValueStore(store);
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
      originAccessControl(OriginReader.accessControl(id(wrapper), fields), wrapper);
    }
  }

  private void originAccessControl(OriginAccessControlConfig control, JsonFields written) {
    reading.remember(control, written.place());
    reading.config().originAccessControl(control);
  }

  private void publicKey(@Nullable JsonFields wrapper) {
    JsonFields fields = wrapper == null ? null : content(wrapper, "PublicKeyConfig");
    if (wrapper != null && fields != null) {
      publicKey(PolicyReader.publicKey(id(wrapper), fields), wrapper);
    }
  }

  private void publicKey(PublicKeyConfig key, JsonFields written) {
    reading.remember(key, written.place());
    reading.config().publicKey(key);
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
