// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/** All forms of keys, read by Bouncy Castle, and what is wrong with those that cannot be read. */
final class AnyPem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END_OF_CURVE = "-----END EC PARAMETERS-----";

  private AnyPem() {}

  static PublicKey publicKey(String what, String pem) {
    String expected = "a PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE";
    Object found = read(what, pem, expected);
    if (found instanceof SubjectPublicKeyInfo info) {
      return publicKey(what, info);
    }
    if (found instanceof X509CertificateHolder certificate) {
      return publicKey(what, certificate.getSubjectPublicKeyInfo());
    }
    throw PemKeys.wrong(what, "holds a PEM block " + blockName(pem), expected);
  }

  static PrivateKey privateKey(String what, String pem) {
    String expected = "an unencrypted PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY";
    Object found = read(what, pem, expected);
    if (found instanceof PrivateKeyInfo info) {
      return privateKey(what, info);
    }
    if (found instanceof PEMKeyPair pair) {
      return privateKey(what, pair.getPrivateKeyInfo());
    }
    throw PemKeys.wrong(what, "holds a PEM block " + blockName(pem), expected);
  }

  private static Object read(String what, String pem, String expected) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      Object found = parser.readObject();
      while (isCurve(found)) { // OpenSSL writes the curve as a block of its own before the key
        found = parser.readObject();
      }
      if (found == null) {
        throw PemKeys.wrong(what, "holds no PEM block", expected);
      }
      return found;
    } catch (IOException | IllegalStateException | ClassCastException e) {
      throw PemKeys.wrong(
          what, "holds a PEM block " + blockName(pem) + " that cannot be read", expected);
    }
  }

  private static boolean isCurve(@Nullable Object found) {
    return found instanceof ASN1ObjectIdentifier || found instanceof X9ECParameters;
  }

  private static PublicKey publicKey(String what, SubjectPublicKeyInfo info) {
    try {
      KeyFactory factory = KeyFactory.getInstance(algorithm(what, info.getAlgorithm()));
      return factory.generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw PemKeys.wrong(what, "holds a damaged key", "an RSA or P-256 public key");
    }
  }

  private static PrivateKey privateKey(String what, PrivateKeyInfo info) {
    try {
      KeyFactory factory = KeyFactory.getInstance(algorithm(what, info.getPrivateKeyAlgorithm()));
      return factory.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw PemKeys.wrong(what, "holds a damaged key", "an RSA or P-256 private key");
    }
  }

  private static String algorithm(String what, AlgorithmIdentifier algorithm) {
    if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm.getAlgorithm())) {
      return "RSA";
    }
    String expected = "RSA, or ECDSA on the curve P-256 (prime256v1)";
    if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())) {
      throw PemKeys.wrong(what, "is of algorithm " + algorithm.getAlgorithm().getId(), expected);
    }
    if (!SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
      throw PemKeys.wrong(what, "is on another curve", expected);
    }
    return "EC";
  }

  /**
   * The name of the block that was read; only letters, digits and spaces, so that nothing leaks.
   */
  private static String blockName(String pem) {
    int curve = pem.indexOf(END_OF_CURVE);
    int start = pem.indexOf(BEGIN, curve < 0 ? 0 : curve);
    if (start < 0) {
      return "without a name";
    }
    int nameStart = start + BEGIN.length();
    int end = nameStart;
    while (end < pem.length() && isNameCharacter(pem.charAt(end)) && end - nameStart < 60) {
      end++;
    }
    return "\"" + pem.substring(nameStart, end) + "\"";
  }

  private static boolean isNameCharacter(char c) {
    return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
