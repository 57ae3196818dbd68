// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request header that the edge makes itself when a policy names it. */
public enum GeneratedHeader {
  /** {@code http} or {@code https}. */
  FORWARDED_PROTO("Forwarded-Proto", Needs.NOTHING),
  /** The viewer runs Android. */
  IS_ANDROID_VIEWER("Is-Android-Viewer", Needs.NOTHING),
  /** The viewer is none of the other kinds. */
  IS_DESKTOP_VIEWER("Is-Desktop-Viewer", Needs.NOTHING),
  /** The viewer runs iOS. */
  IS_IOS_VIEWER("Is-IOS-Viewer", Needs.NOTHING),
  /** The viewer is a telephone, or says that it is mobile. */
  IS_MOBILE_VIEWER("Is-Mobile-Viewer", Needs.NOTHING),
  /** The viewer is a television. */
  IS_SMART_TV_VIEWER("Is-SmartTV-Viewer", Needs.NOTHING),
  /** The viewer is a tablet. */
  IS_TABLET_VIEWER("Is-Tablet-Viewer", Needs.NOTHING),
  /** Address and port, separated by the last colon. */
  VIEWER_ADDRESS("Viewer-Address", Needs.NOTHING),
  /** Number of the autonomous system. */
  VIEWER_ASN("Viewer-ASN", Needs.GEO),
  /** Code of the country. */
  VIEWER_COUNTRY("Viewer-Country", Needs.GEO),
  /** Name of the country. */
  VIEWER_COUNTRY_NAME("Viewer-Country-Name", Needs.GEO),
  /** Code of the region. */
  VIEWER_COUNTRY_REGION("Viewer-Country-Region", Needs.GEO),
  /** Name of the region. */
  VIEWER_COUNTRY_REGION_NAME("Viewer-Country-Region-Name", Needs.GEO),
  /** The city. */
  VIEWER_CITY("Viewer-City", Needs.GEO),
  /** Degrees, with five decimals. */
  VIEWER_LATITUDE("Viewer-Latitude", Needs.GEO),
  /** Degrees, with five decimals. */
  VIEWER_LONGITUDE("Viewer-Longitude", Needs.GEO),
  /** The metro code, in the United States. */
  VIEWER_METRO_CODE("Viewer-Metro-Code", Needs.GEO),
  /** The postal code. */
  VIEWER_POSTAL_CODE("Viewer-Postal-Code", Needs.GEO),
  /** Name of the time zone. */
  VIEWER_TIME_ZONE("Viewer-Time-Zone", Needs.GEO),
  /** The names of the viewer's headers, in order. */
  VIEWER_HEADER_ORDER("Viewer-Header-Order", Needs.NOTHING),
  /** How many headers the viewer sent. */
  VIEWER_HEADER_COUNT("Viewer-Header-Count", Needs.NOTHING),
  /** Version and cipher suite of the viewer's connection. */
  VIEWER_TLS("Viewer-TLS", Needs.NOTHING),
  /** The version of HTTP that the viewer uses. */
  VIEWER_HTTP_VERSION("Viewer-Http-Version", Needs.NOTHING),
  /** The path that led to an error page. */
  ERROR_URI("Error-Uri", Needs.NOTHING),
  /** The query that led to an error page. */
  ERROR_ARGS("Error-Args", Needs.NOTHING),
  /** A fingerprint of the TLS handshake. */
  VIEWER_JA3_FINGERPRINT("Viewer-JA3-Fingerprint", Needs.HANDSHAKE),
  /** A fingerprint of the TLS handshake. */
  VIEWER_JA4_FINGERPRINT("Viewer-JA4-Fingerprint", Needs.HANDSHAKE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_SERIAL_NUMBER("Viewer-Cert-Serial-Number", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_ISSUER("Viewer-Cert-Issuer", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_SUBJECT("Viewer-Cert-Subject", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_PRESENT("Viewer-Cert-Present", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_SHA256("Viewer-Cert-Sha256", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_VALIDITY("Viewer-Cert-Validity", Needs.CERTIFICATE),
  /** Of the viewer's certificate. */
  VIEWER_CERT_PEM("Viewer-Cert-Pem", Needs.CERTIFICATE);

  /** What a header can be made from. */
  public enum Needs {
    /** What every request has. */
    NOTHING,
    /** A look-up of addresses. */
    GEO,
    /** The TLS handshake, which a filter does not see. */
    HANDSHAKE,
    /** The certificate of the viewer, which this version does not read. */
    CERTIFICATE
  }

  private static final String PREFIX = "CloudFront-";
  private static final Map<String, GeneratedHeader> BY_NAME = byName();

  private final String headerName;
  private final Needs needs;

  GeneratedHeader(String rest, Needs needs) {
    this.headerName = PREFIX + rest;
    this.needs = needs;
  }

  private static Map<String, GeneratedHeader> byName() {
    Map<String, GeneratedHeader> found = new HashMap<>();
    for (GeneratedHeader each : values()) {
      found.put(each.headerName.toLowerCase(Locale.ROOT), each);
    }
    return found;
  }

  /** The name of the header. */
  public String headerName() {
    return headerName;
  }

  /** What it can be made from. */
  public Needs needs() {
    return needs;
  }

  /** The header of a name, whatever its case; null when the edge makes none of that name. */
  public static @Nullable GeneratedHeader of(String name) {
    return isReserved(name) ? BY_NAME.get(name.toLowerCase(Locale.ROOT)) : null;
  }

  /** True for names that only the edge may give values to. */
  public static boolean isReserved(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }
}
