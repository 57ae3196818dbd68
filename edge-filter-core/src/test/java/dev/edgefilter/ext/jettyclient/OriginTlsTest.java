// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** TLS to an origin whose certificate must have one of some names. */
final class OriginTlsTest {

  @Test
  void behindATrustManagerOfAnOldKindNothingIsTrusted() {
    TrustManager[] managers = {new TrustsAll()};
    CertificateNames names = new CertificateNames(List.of("origin.example.com"));

    GeneralSecurityException refused =
        assertThrows(
            GeneralSecurityException.class, () -> OriginTls.checkingNames(managers, names));

    assertTrue(refused.getMessage().contains("TrustsAll"), refused.getMessage());
  }

  /** As a security provider of before Java 7 may have it. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
