// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.FieldToMatch.InvalidJson;
import dev.edgefilter.config.waf.FieldToMatch.Kind;
import dev.edgefilter.config.waf.FieldToMatch.Oversize;
import dev.edgefilter.config.waf.FieldToMatch.Scope;
import dev.edgefilter.config.waf.FieldToMatch.Selection;
import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.TextTransformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads which part of a request a statement looks at, and what is done to it before. */
final class WafFieldReader {
  private static final Map<String, Kind> KINDS =
      WordMaps.named(
          Kind.values(),
          "SingleHeader",
          "Headers",
          "HeaderOrder",
          "Cookies",
          "SingleQueryArgument",
          "AllQueryArguments",
          "QueryString",
          "UriPath",
          "UriFragment",
          "Method",
          "Body",
          "JsonBody",
          "JA3Fingerprint",
          "JA4Fingerprint");
  private static final Map<String, RateKey.Kind> RATE_KEYS =
      WordMaps.named(
          RateKey.Kind.values(),
          "Header",
          "Cookie",
          "QueryArgument",
          "QueryString",
          "HTTPMethod",
          "UriPath",
          "IP",
          "ForwardedIP",
          "LabelNamespace",
          "ASN");
  private static final Map<String, Scope> SCOPES = WordMaps.ofEnum(Scope.class);
  private static final Map<String, Oversize> OVERSIZE = WordMaps.ofEnum(Oversize.class);
  private static final Map<String, InvalidJson> INVALID =
      WordMaps.named(
          new InvalidJson[] {InvalidJson.MATCH, InvalidJson.NO_MATCH, InvalidJson.AS_TEXT},
          "MATCH",
          "NO_MATCH",
          "EVALUATE_AS_STRING");
  private static final Map<String, Boolean> FALLBACK =
      WordMaps.named(new Boolean[] {true, false}, "MATCH", "NO_MATCH");
  private static final Map<String, TextTransformation> TRANSFORMATIONS =
      WordMaps.ofEnum(TextTransformation.class);

  private WafFieldReader() {}

  static FieldToMatch field(JsonFields statement) {
    statement.require("FieldToMatch", "the part of the request to look at");
    JsonFields fields = statement.object("FieldToMatch", "FieldToMatch");
    List<String> names = fields == null ? List.of() : fields.names();
    if (fields != null && names.size() != 1) {
      fields.problem("found " + names.size() + " parts; expected exactly one");
      names.forEach(fields::has);
    }
    if (fields == null || names.size() != 1) {
      return FieldToMatch.uriPath();
    }
    Kind kind = KINDS.get(names.get(0));
    if (kind == null) {
      fields.has(names.get(0));
      fields.problem(
          names.get(0), "is no known part; expected one of " + String.join(", ", KINDS.keySet()));
      return FieldToMatch.uriPath();
    }
    JsonFields settings = fields.object(names.get(0), names.get(0));
    return settings == null ? FieldToMatch.of(kind) : field(kind, settings);
  }

  private static FieldToMatch field(Kind kind, JsonFields settings) {
    boolean named = kind == Kind.SINGLE_HEADER || kind == Kind.SINGLE_QUERY_ARGUMENT;
    String name = named ? settings.require("Name", "a name").string("Name", "") : "";
    boolean many = kind == Kind.HEADERS || kind == Kind.COOKIES || kind == Kind.JSON_BODY;
    boolean fallback =
        kind == Kind.URI_FRAGMENT || kind == Kind.JA3_FINGERPRINT || kind == Kind.JA4_FINGERPRINT;
    List<String> names = new ArrayList<>();
    Selection selection = many ? selection(kind, settings, names) : Selection.ALL;
    if (many) {
      settings.require("MatchScope", "ALL, KEY or VALUE");
    }
    if (many && kind != Kind.JSON_BODY) {
      settings.require("OversizeHandling", "CONTINUE, MATCH or NO_MATCH");
    }
    boolean sized = many || kind == Kind.BODY || kind == Kind.HEADER_ORDER;
    return new FieldToMatch(
        kind,
        name,
        selection,
        names,
        many ? settings.word("MatchScope", SCOPES, Scope.ALL) : Scope.ALL,
        sized ? settings.word("OversizeHandling", OVERSIZE, Oversize.CONTINUE) : Oversize.CONTINUE,
        kind == Kind.JSON_BODY
            ? settings.word("InvalidFallbackBehavior", INVALID, InvalidJson.UP_TO_FAULT)
            : InvalidJson.UP_TO_FAULT,
        fallback && settings.word("FallbackBehavior", FALLBACK, false));
  }

  private static Selection selection(Kind kind, JsonFields settings, List<String> names) {
    settings.require("MatchPattern", "which ones to look at");
    JsonFields pattern = settings.object("MatchPattern", "MatchPattern");
    if (pattern == null) {
      return Selection.ALL;
    }
    String what = kind == Kind.HEADERS ? "Headers" : kind == Kind.COOKIES ? "Cookies" : "Paths";
    boolean all = pattern.object("All", "All") != null;
    boolean included = pattern.has("Included" + what);
    boolean excluded = kind != Kind.JSON_BODY && pattern.has("Excluded" + what);
    if ((all ? 1 : 0) + (included ? 1 : 0) + (excluded ? 1 : 0) != 1) {
      pattern.problem("expected exactly one of All, Included" + what + " and Excluded" + what);
    }
    if (included) {
      names.addAll(pattern.strings("Included" + what));
    } else if (excluded) {
      names.addAll(pattern.strings("Excluded" + what));
    }
    if (included) {
      return Selection.INCLUDED;
    }
    return excluded ? Selection.EXCLUDED : Selection.ALL;
  }

  /** In the order of their priorities. */
  static List<TextTransformation> transformations(JsonFields statement) {
    statement.require("TextTransformations", "at least {\"Priority\": 0, \"Type\": \"NONE\"}");
    Map<Integer, TextTransformation> sorted = new TreeMap<>();
    List<JsonFields> written = statement.objects("TextTransformations", "TextTransformation");
    for (JsonFields fields : written) {
      fields.require("Priority", "a number of 0 or more").require("Type", "a transformation");
      int priority = fields.integer("Priority", 0);
      if (sorted.containsKey(priority)) {
        fields.problem("Priority", "found " + priority + " twice; expected different ones");
      }
      sorted.put(priority, fields.word("Type", TRANSFORMATIONS, TextTransformation.NONE));
    }
    if (written.isEmpty() && statement.has("TextTransformations")) {
      statement.problem("TextTransformations", "is empty; expected at least one, such as NONE");
    }
    return List.copyOf(sorted.values());
  }

  static @Nullable RateKey rateKey(JsonFields fields) {
    List<String> names = fields.names();
    RateKey.Kind kind = names.size() == 1 ? RATE_KEYS.get(names.get(0)) : null;
    if (kind == null) {
      names.forEach(fields::has);
      fields.problem("expected exactly one of " + String.join(", ", RATE_KEYS.keySet()));
      return null;
    }
    JsonFields key = fields.object(names.get(0), "RateKeyPart");
    if (key == null) {
      return null;
    }
    return switch (kind) {
      case HEADER, COOKIE, QUERY_ARGUMENT ->
          new RateKey(kind, key.require("Name", "a name").string("Name", ""), transformations(key));
      case QUERY_STRING, URI_PATH -> new RateKey(kind, "", transformations(key));
      case LABEL_NAMESPACE ->
          RateKey.of(kind, key.require("Namespace", "a namespace").string("Namespace", ""));
      case HTTP_METHOD, IP, FORWARDED_IP, ASN -> RateKey.of(kind, "");
    };
  }
}
