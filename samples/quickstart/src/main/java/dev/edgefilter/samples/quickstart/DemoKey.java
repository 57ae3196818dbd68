// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

/** The bundled key pair that signs this sample's links; for a demonstration only. */
final class DemoKey {
  /** What signed URLs and cookies carry as {@code Key-Pair-Id}. */
  static final String ID = "KDEMOQUICKSTART";

  private DemoKey() {}

  static String privatePem() {
    return Resources.text("demo-keys/demo-private-key.pem");
  }

  static String publicPem() {
    return Resources.text("demo-keys/demo-public-key.pem");
  }
}
