// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.TokenRule;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenSigner;
import dev.edgefilter.internal.access.signing.TokenVerifier;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a token costs when it is new, when it is known, and when a next one is signed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TokenBenchmark {
  private static final Set<String> ALGORITHMS = Set.of("ES256", "RS256");

  private TokenKeys keys;
  private TokenRule rule;
  private RequestHead request;
  private ECKey elliptic;
  private String es256;
  private String rs256;

  /** Makes keys and tokens, and checks that they are accepted. */
  @Setup
  public void sign() throws JOSEException, ParseException {
    elliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    keys = TokenKeys.parse(new JWKSet(List.<JWK>of(elliptic, rsa)).toString());
    Payload claims =
        new Payload(
            "{\"sub\":\"somebody\",\"exp\":4000000000,\"cdniets\":30,\"cdnistt\":1,"
                + "\"cdniuc\":\"regex:https://www\\\\.example\\\\.com/film/.*\"}");
    JWSObject ec = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), claims);
    ec.sign(new ECDSASigner(elliptic));
    es256 = ec.serialize();
    JWSObject rs = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims);
    rs.sign(new RSASSASigner(rsa));
    rs256 = rs.serialize();
    String name = AccessTokenConfig.URI_SIGNING_PACKAGE;
    rule =
        new TokenRule(
            AccessTokenConfig.builder("t")
                .format(Format.URI_SIGNING)
                .algorithms("ES256", "RS256")
                .transport(new Transport(false, name, name, ""))
                .build(),
            () -> keys,
            null,
            TokenSigner.of(elliptic.toJSONString(), ALGORITHMS));
    request =
        RequestHead.of(
            "GET", "https://www.example.com/film/part-1.ts?" + name + "=" + es256, Headers.EMPTY);
    if (!remembered().allowed() || !bareEs256ByTheJdk() || renewed().isEmpty()) {
      throw new IllegalStateException("something else is measured");
    }
  }

  @Benchmark
  public TokenVerifier.Result unseenEs256() {
    return TokenVerifier.verify(es256, ALGORITHMS, keys);
  }

  @Benchmark
  public TokenVerifier.Result unseenRs256() {
    return TokenVerifier.verify(rs256, ALGORITHMS, keys);
  }

  @Benchmark
  public boolean bareEs256ByTheJdk() throws JOSEException, ParseException {
    JWSObject token = JWSObject.parse(es256);
    JWSVerifier verifier = new ECDSAVerifier(elliptic);
    return verifier.verify(token.getHeader(), token.getSigningInput(), token.getSignature());
  }

  @Benchmark
  public AccessDecision remembered() {
    return rule.decide(
        rule.token(request, null), request, request.path(), "192.0.2.7", BenchData.NOW_MILLIS);
  }

  @Benchmark
  public String renewed() {
    return remembered().renewal().setCookie();
  }
}
