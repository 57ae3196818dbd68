// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/**
 * Checks that an origin's certificate is for one of some names (CloudFront: {@code
 * allowedCertificateNames}), each a host or, as in {@code *.example.com}, all hosts one label below
 * it. Only alternative names of the certificate count, not its subject (RFC 9525, 2).
 */
final class CertificateNames {
  private static final int DNS_NAME = 2;

  private final List<String> names;

  CertificateNames(List<String> names) {
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /**
   * Checks a certificate.
   *
   * @throws CertificateException when it is for none of the names
   */
  void check(X509Certificate certificate) throws CertificateException {
    if (!isForOne(certificate)) {
      throw new CertificateException("the certificate is for none of " + names);
    }
  }

  private boolean isForOne(X509Certificate certificate) throws CertificateParsingException {
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives == null) {
      return false;
    }
    for (List<?> alternative : alternatives) {
      if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))
          && alternative.get(1) instanceof String found
          && fits(found.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** A wildcard stands on either side: the certificate's, or that of the allowed names. */
  private boolean fits(String found) {
    for (String name : names) {
      if (covers(name, found) || covers(found, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String pattern, String name) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(name);
    }
    int dot = name.indexOf('.');
    return pattern.equals(name) || (dot > 0 && pattern.substring(1).equals(name.substring(dot)));
  }
}
