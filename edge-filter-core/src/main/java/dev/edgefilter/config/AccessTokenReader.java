// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import java.util.Map;

/** Reads {@code AccessTokens}, an addition of ours to what CloudFront can say. */
final class AccessTokenReader {
  private static final Map<String, Format> FORMATS =
      WordMaps.named(Format.values(), "jwt", "uri-signing");

  private AccessTokenReader() {}

  static void readAll(JsonFields file) {
    for (JsonFields fields : file.objects("AccessTokens", "AccessToken")) {
      AccessTokenConfig read = read(fields);
      file.reading().remember(read, fields.place());
      file.reading().config().accessToken(read);
    }
  }

  private static AccessTokenConfig read(JsonFields fields) {
    fields.require("Id", "an id").require("Behaviors", "the cache behaviors it opens");
    fields.require("Algorithms", "a list such as [\"ES256\"]");
    AccessTokenConfig.Builder token =
        AccessTokenConfig.builder(fields.string("Id", ""))
            .format(fields.word("Format", FORMATS, Format.JWT))
            .algorithms(fields.strings("Algorithms").toArray(new String[0]))
            .keys(fields.secret("Keys"))
            .keysLocation(fields.string("KeysLocation", ""))
            .issuers(fields.strings("Issuers").toArray(new String[0]))
            .audiences(fields.strings("Audiences").toArray(new String[0]))
            .pathClaim(fields.string("PathClaim", ""))
            .toleranceSeconds(fields.number("ToleranceSeconds", 0))
            .forwarded(fields.flag("Forwarded", false))
            .addressKeys(fields.secret("AddressKeys"))
            .renewalKey(fields.secret("RenewalKey"))
            .renewalIssuer(fields.string("RenewalIssuer", ""));
    for (JsonFields behavior : fields.objects("Behaviors", "AccessTokenBehavior")) {
      behavior.require("DistributionId", "the id of a distribution");
      behavior.require("PathPattern", "the path pattern of a cache behavior, * for the default");
      token.target(behavior.string("DistributionId", ""), behavior.string("PathPattern", ""));
    }
    JsonFields transport = fields.object("Transport", "AccessTokenTransport");
    if (transport != null) {
      token.transport(
          new Transport(
              transport.flag("Bearer", false),
              transport.string("Cookie", ""),
              transport.string("Query", ""),
              transport.string("PathPrefix", "")));
    }
    return token.build();
  }
}
