// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** JSON texts that several tests use. */
final class EdgeConfigTexts {
  private EdgeConfigTexts() {}

  /** A small valid distribution but for {@code policy}, which stands in line 8 from column 5. */
  static String site(String policy) {
    return """
        {
          "CallerReference": "1", "Comment": "",
          "Enabled": true,
          "Origins": {"Quantity": 1, "Items": [{"Id": "app", "DomainName": "self"}]},
          "DefaultCacheBehavior": {
            "TargetOriginId": "app",
            "ViewerProtocolPolicy": "allow-all",
            POLICY}
        }
        """
        .replace("POLICY", policy);
  }
}
