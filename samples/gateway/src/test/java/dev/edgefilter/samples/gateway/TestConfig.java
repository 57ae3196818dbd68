// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

/** Configurations in CloudFront's JSON. */
final class TestConfig {

  private TestConfig() {}

  /** A distribution in front of a local port, cached by the managed policy CachingOptimized. */
  static String local(int port) {
    return forOrigin("localhost", port);
  }

  static String forOrigin(String domainName, int port) {
    return """
        {
          "CallerReference": "1", "Comment": "", "Enabled": true,
          "Origins": {"Quantity": 1, "Items": [{
            "Id": "app", "DomainName": "%s",
            "CustomOriginConfig": {
              "HTTPPort": %d, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}]},
          "DefaultCacheBehavior": {
            "TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all",
            "AllowedMethods": {
              "Quantity": 7,
              "Items": ["HEAD", "DELETE", "POST", "GET", "OPTIONS", "PUT", "PATCH"],
              "CachedMethods": {"Quantity": 2, "Items": ["HEAD", "GET"]}},
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}
        }
        """
        .formatted(domainName, port);
  }
}
