// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

/**
 * How proxies tell who the viewer is. One of them counts, never both: a proxy that writes one lets
 * the other through as viewers made it up.
 */
public enum ForwardedHeader {
  /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
  X_FORWARDED,
  /** {@code Forwarded} (RFC 7239). */
  FORWARDED
}
