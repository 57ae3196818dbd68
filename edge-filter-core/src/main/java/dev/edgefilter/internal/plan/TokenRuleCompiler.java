// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.internal.access.TokenRule;
import dev.edgefilter.internal.access.signing.SealedTexts;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenSigner;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles the descriptions of tokens that open cache behaviors. */
final class TokenRuleCompiler {
  private final EdgeConfig config;
  private final Capabilities capabilities;
  private final List<ConfigProblem> problems;

  TokenRuleCompiler(EdgeConfig config, Capabilities capabilities, List<ConfigProblem> problems) {
    this.config = config;
    this.capabilities = capabilities;
    this.problems = problems;
  }

  /** The tokens that open a cache behavior, or null when none do. */
  @Nullable AccessTokenConfig describing(String distributionId, CacheBehaviorConfig written) {
    for (AccessTokenConfig token : config.accessTokens()) {
      if (token
          .targets()
          .contains(new AccessTokenConfig.Target(distributionId, written.pathPattern()))) {
        return token;
      }
    }
    return null;
  }

  /** A rule; null with a problem when its keys are wrong. */
  @Nullable TokenRule compile(AccessTokenConfig tokens) {
    Supplier<TokenKeys> keys = part(tokens, "keys", () -> keys(tokens));
    SealedTexts addresses =
        tokens.addressKeys().isEmpty()
            ? null
            : part(tokens, "addressKeys", () -> SealedTexts.of(tokens.addressKeys()));
    TokenSigner signer =
        tokens.renewalKey().isEmpty()
            ? null
            : part(
                tokens,
                "renewalKey",
                () -> TokenSigner.of(tokens.renewalKey(), Set.copyOf(tokens.algorithms())));
    return keys == null ? null : new TokenRule(tokens, keys, addresses, signer);
  }

  private Supplier<TokenKeys> keys(AccessTokenConfig tokens) {
    if (!tokens.keysLocation().isEmpty()) {
      return capabilities.access().keySets().apply(tokens.keysLocation());
    }
    TokenKeys keys = TokenKeys.parse(tokens.keys());
    return () -> keys;
  }

  /** Null when the part is wrong, which is then a problem. */
  private <T> @Nullable T part(AccessTokenConfig tokens, String name, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      problems.add(
          ConfigProblem.inCode(
              "accessToken " + tokens.id() + "." + name, String.valueOf(e.getMessage())));
      return null;
    }
  }
}
