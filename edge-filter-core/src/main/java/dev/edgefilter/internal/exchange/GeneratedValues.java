// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.cache.Device;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of the headers that the edge makes, each made when it is first asked for. */
final class GeneratedValues {

  private static final int LONGEST_ORDER = 7680;

  private final Exchange exchange;
  private @Nullable Device device;

  GeneratedValues(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The value, or null when it is not known: no header is sent empty. */
  @Nullable String value(GeneratedHeader header) {
    RequestHead viewer = exchange.viewer.request();
    Exchange failed = exchange.errorOf;
    return switch (header) {
      case FORWARDED_PROTO -> viewer.scheme();
      case IS_ANDROID_VIEWER -> Boolean.toString(device().android());
      case IS_DESKTOP_VIEWER -> Boolean.toString(device().desktop());
      case IS_IOS_VIEWER -> Boolean.toString(device().ios());
      case IS_MOBILE_VIEWER -> Boolean.toString(device().mobile());
      case IS_SMART_TV_VIEWER -> Boolean.toString(device().smartTv());
      case IS_TABLET_VIEWER -> Boolean.toString(device().tablet());
      case VIEWER_ADDRESS -> address();
      case VIEWER_ASN -> number(location().asn());
      case VIEWER_COUNTRY -> location().country();
      case VIEWER_COUNTRY_NAME -> ascii(location().countryName());
      case VIEWER_COUNTRY_REGION -> ascii(location().region());
      case VIEWER_COUNTRY_REGION_NAME -> ascii(location().regionName());
      case VIEWER_CITY -> ascii(location().city());
      case VIEWER_LATITUDE -> degrees(location().latitude());
      case VIEWER_LONGITUDE -> degrees(location().longitude());
      case VIEWER_METRO_CODE -> ascii(location().metroCode());
      case VIEWER_POSTAL_CODE -> ascii(location().postalCode());
      case VIEWER_TIME_ZONE -> ascii(location().timeZone());
      case VIEWER_HEADER_ORDER -> order(viewer);
      case VIEWER_HEADER_COUNT -> Integer.toString(viewer.headerNames().size());
      case VIEWER_TLS -> exchange.viewer.tls();
      case VIEWER_HTTP_VERSION -> version(viewer.protocol());
      case ERROR_URI -> failed == null ? null : ascii(failed.viewer.path());
      case ERROR_ARGS -> failed == null ? null : ascii(failed.viewer.request().query());
      case VIEWER_JA3_FINGERPRINT,
          VIEWER_JA4_FINGERPRINT,
          VIEWER_CERT_SERIAL_NUMBER,
          VIEWER_CERT_ISSUER,
          VIEWER_CERT_SUBJECT,
          VIEWER_CERT_PRESENT,
          VIEWER_CERT_SHA256,
          VIEWER_CERT_VALIDITY,
          VIEWER_CERT_PEM ->
          null;
    };
  }

  private Device device() {
    Device known = device;
    if (known == null) {
      known = Device.of(exchange.viewer.request().header("User-Agent"));
      device = known;
    }
    return known;
  }

  private GeoLocation location() {
    return exchange.location();
  }

  private @Nullable String address() {
    String address = exchange.viewer.address();
    return address == null ? null : address + ':' + exchange.viewer.port();
  }

  private static @Nullable String number(@Nullable Long number) {
    return number == null ? null : Long.toString(number);
  }

  private static @Nullable String degrees(@Nullable Double degrees) {
    return degrees == null ? null : String.format(Locale.ROOT, "%.5f", degrees);
  }

  private static String order(RequestHead viewer) {
    StringBuilder order = new StringBuilder();
    for (String name : viewer.headerNames()) {
      order.append(order.length() == 0 ? "" : ":").append(name);
    }
    return order.length() > LONGEST_ORDER ? order.substring(0, LONGEST_ORDER) : order.toString();
  }

  /** {@code HTTP/2.0}, {@code HTTP/2} and the like become {@code 2.0}. */
  private static String version(String protocol) {
    String version = protocol.substring(protocol.indexOf('/') + 1);
    return version.indexOf('.') < 0 ? version + ".0" : version;
  }

  /** Characters beyond ASCII, and controls, are percent-encoded as UTF-8. */
  private static @Nullable String ascii(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    StringBuilder safe = new StringBuilder(text.length());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each >= ' ' && each < 127) {
        safe.append((char) each);
      } else {
        safe.append('%')
            .append(Character.toUpperCase(Character.forDigit(each >> 4 & 15, 16)))
            .append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
      }
    }
    return safe.toString();
  }
}
