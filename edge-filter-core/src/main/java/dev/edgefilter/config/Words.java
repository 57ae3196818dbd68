// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The closed sets of words in a configuration, each with its meaning, in CloudFront's order. */
final class Words {
  static final Map<String, ViewerProtocolPolicy> VIEWER_PROTOCOL =
      of(ViewerProtocolPolicy.values(), ViewerProtocolPolicy::token);
  static final Map<String, OriginProtocolPolicy> ORIGIN_PROTOCOL =
      of(OriginProtocolPolicy.values(), OriginProtocolPolicy::token);
  static final Map<String, OriginAccessControlConfig.Signing> SIGNING =
      of(OriginAccessControlConfig.Signing.values(), OriginAccessControlConfig.Signing::token);
  static final Map<String, OriginAccessControlConfig.OriginType> ORIGIN_TYPE =
      of(
          OriginAccessControlConfig.OriginType.values(),
          OriginAccessControlConfig.OriginType::token);
  static final Map<String, NameSelection.Kind> NAMES =
      of(NameSelection.Kind.values(), NameSelection.Kind::token);
  static final Map<String, HeaderSelection.Kind> POLICY_HEADERS =
      of(HeaderSelection.Kind.values(), HeaderSelection.Kind::token);
  static final Map<String, HeaderSelection.Kind> KEY_HEADERS =
      of(
          new HeaderSelection.Kind[] {HeaderSelection.Kind.NONE, HeaderSelection.Kind.WHITELIST},
          HeaderSelection.Kind::token);
  static final Map<String, FunctionEvent> EVENTS = of(FunctionEvent.values(), FunctionEvent::token);
  static final Map<String, FunctionEvent> VIEWER_EVENTS =
      of(
          new FunctionEvent[] {FunctionEvent.VIEWER_REQUEST, FunctionEvent.VIEWER_RESPONSE},
          FunctionEvent::token);

  static final Map<String, NameSelection.Kind> LEGACY_COOKIES =
      of(
          new NameSelection.Kind[] {
            NameSelection.Kind.NONE, NameSelection.Kind.WHITELIST, NameSelection.Kind.ALL
          },
          NameSelection.Kind::token);

  static final Map<String, SecurityHeadersConfig.FrameOption> FRAME_OPTIONS =
      of(SecurityHeadersConfig.FrameOption.values(), SecurityHeadersConfig.FrameOption::name);
  static final Map<String, GeoRestrictionConfig.Kind> GEO =
      of(GeoRestrictionConfig.Kind.values(), GeoRestrictionConfig.Kind::token);

  /** The runtimes of CloudFront Functions. */
  static final Map<String, FunctionRuntime> RUNTIMES =
      of(
          new FunctionRuntime[] {
            FunctionRuntime.CLOUDFRONT_JS_1_0, FunctionRuntime.CLOUDFRONT_JS_2_0
          },
          FunctionRuntime::token);

  private Words() {}

  private static <T> Map<String, T> of(T[] values, Function<T, String> token) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T value : values) {
      words.put(token.apply(value), value);
    }
    return Collections.unmodifiableMap(words);
  }
}
