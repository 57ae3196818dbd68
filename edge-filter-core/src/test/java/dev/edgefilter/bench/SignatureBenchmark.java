// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.SignedRequestRule;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.RememberingVerifier;
import dev.edgefilter.internal.access.signing.SignatureVerifier;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import dev.edgefilter.signing.UrlSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The whole verdict on a signed URL: take it apart, verify, compare time and resource; and beside
 * it nothing but the provider's call, on the same bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SignatureBenchmark {
  private static final String URL = "https://www.example.com/downloads/film/part-0001.ts?lang=en";

  private final SignatureVerifier unseen = new KeyVerifier();
  private final SignatureVerifier remembering = new RememberingVerifier(new KeyVerifier(), 1024);
  private TrustedKeys keys;
  private RequestHead rsa;
  private RequestHead ecdsa;
  private PublicKey rsaKey;
  private ECPublicKeyParameters ecPoint;
  private byte[] policy;
  private byte[] rsaSignature;
  private byte[] ecSignature;

  /** Makes keys and signed requests, and checks that they are accepted. */
  @Setup
  public void sign() throws GeneralSecurityException, IOException {
    KeyPair rsaPair = pair("RSA", 2048);
    KeyPair ecPair = pair("EC", 256);
    keys =
        TrustedKeys.of(
            Map.of(
                "KRSA", pem("PUBLIC KEY", rsaPair.getPublic()),
                "KEC", pem("PUBLIC KEY", ecPair.getPublic())));
    rsa = signed("KRSA", rsaPair);
    ecdsa = signed("KEC", ecPair);
    Instant expires = Instant.ofEpochMilli(BenchData.NOW_MILLIS).plusSeconds(3600);
    policy =
        ("{\"Statement\":[{\"Resource\":\""
                + URL
                + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":"
                + expires.getEpochSecond()
                + "}}}]}")
            .getBytes(StandardCharsets.UTF_8);
    rsaKey = rsaPair.getPublic();
    rsaSignature = bare("SHA1withRSA", rsaPair);
    ecSignature = bare("SHA1withECDSA", ecPair);
    ecPoint = (ECPublicKeyParameters) PublicKeyFactory.createKey(ecPair.getPublic().getEncoded());
    if (!bareRsa() || !bareEcdsa()) {
      throw new IllegalStateException("something else is measured");
    }
    if (!unseenRsa().allowed() || !unseenEcdsa().allowed() || !rememberedRsa().allowed()) {
      throw new IllegalStateException("a signature is refused");
    }
  }

  @Benchmark
  public AccessDecision unseenRsa() {
    return decide(rsa, unseen);
  }

  @Benchmark
  public AccessDecision unseenEcdsa() {
    return decide(ecdsa, unseen);
  }

  @Benchmark
  public AccessDecision rememberedRsa() {
    return decide(rsa, remembering);
  }

  @Benchmark
  public boolean bareRsa() throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA1withRSA");
    verifier.initVerify(rsaKey);
    verifier.update(policy);
    return verifier.verify(rsaSignature);
  }

  @Benchmark
  public boolean bareEcdsa() throws GeneralSecurityException, IOException {
    BigInteger order = ecPoint.getParameters().getN();
    BigInteger[] pair = StandardDSAEncoding.INSTANCE.decode(order, ecSignature);
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, ecPoint);
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(policy);
    return verifier.verifySignature(digest, pair[0], pair[1]);
  }

  private byte[] bare(String algorithm, KeyPair pair) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(policy);
    return signer.sign();
  }

  private AccessDecision decide(RequestHead request, SignatureVerifier verifier) {
    return SignedRequestRule.decide(request, "192.0.2.7", keys, verifier, BenchData.NOW_MILLIS);
  }

  private static RequestHead signed(String id, KeyPair pair) {
    UrlSigner signer = UrlSigner.of(id, pem("PRIVATE KEY", pair.getPrivate()));
    Instant expires = Instant.ofEpochMilli(BenchData.NOW_MILLIS).plusSeconds(3600);
    return RequestHead.of("GET", signer.sign(URL, expires), Headers.EMPTY);
  }

  private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(String name, Key key) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, encoder.encodeToString(key.getEncoded()), name);
  }
}
