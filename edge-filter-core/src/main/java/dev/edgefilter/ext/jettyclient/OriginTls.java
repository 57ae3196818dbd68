// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to an origin. Where names are given, its certificate must be for one of them instead of the
 * name that TLS is spoken with; that is a part of the handshake, so that nothing goes out to an
 * origin which fails. Whom the certificate is from counts as ever.
 */
final class OriginTls extends SslContextFactory.Client {
  private final CertificateNames names;

  /**
   * TLS for one origin.
   *
   * @param trust whom it trusts, or null for whom the Java runtime trusts
   * @param allowed names one of which the certificate must have; empty for that of TLS
   */
  OriginTls(@Nullable KeyStore trust, List<String> allowed) {
    names = new CertificateNames(allowed);
    if (trust != null) {
      setTrustStore(trust);
    }
    if (!allowed.isEmpty()) {
      setEndpointIdentificationAlgorithm(null);
    }
  }

  @Override
  protected TrustManager @Nullable [] getTrustManagers(
      @Nullable KeyStore trust, @Nullable Collection<? extends CRL> revoked) throws Exception {
    TrustManager[] managers = super.getTrustManagers(trust, revoked);
    if (names.isEmpty()) {
      return managers;
    }
    if (managers == null) {
      TrustManagerFactory usual =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init((KeyStore) null);
      managers = usual.getTrustManagers();
    }
    return checkingNames(managers, names);
  }

  /**
   * The same with the check of names behind each.
   *
   * @throws GeneralSecurityException when one is of a kind that it cannot stand behind, as
   *     connections must not come about without it
   */
  static TrustManager[] checkingNames(TrustManager[] managers, CertificateNames names)
      throws GeneralSecurityException {
    TrustManager[] named = managers.clone();
    for (int i = 0; i < named.length; i++) {
      if (!(named[i] instanceof X509ExtendedTrustManager manager)) {
        throw new GeneralSecurityException(
            "The names of certificates cannot be checked behind "
                + named[i].getClass().getName()
                + ", expected an X509ExtendedTrustManager; the Java runtime has one, unless its"
                + " ssl.TrustManagerFactory.algorithm is changed");
      }
      named[i] = new Named(manager, names);
    }
    return named;
  }

  /** Asks for trust first, then for the name. */
  private static final class Named extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final CertificateNames names;

    Named(X509ExtendedTrustManager trust, CertificateNames names) {
      this.trust = trust;
      this.names = names;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      trust.checkServerTrusted(chain, type, engine);
      names.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      trust.checkServerTrusted(chain, type, socket);
      names.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trust.checkServerTrusted(chain, type);
      names.check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      trust.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      trust.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trust.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
