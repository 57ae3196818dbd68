// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * How requests to an origin are signed, so that it can tell them from others.
 *
 * @param id what origins refer to
 * @param name a name for people
 * @param signing when requests are signed
 * @param originType whose signature rules hold
 */
public record OriginAccessControlConfig(
    String id, String name, Signing signing, OriginType originType) {

  /** When requests are signed. */
  public enum Signing {
    /** Always, in place of an Authorization header that was forwarded. */
    ALWAYS("always"),
    /** Never; requests go out as if there were no access control. */
    NEVER("never"),
    /** Unless an Authorization header was forwarded. */
    NO_OVERRIDE("no-override");

    private final String token;

    Signing(String token) {
      this.token = token;
    }

    /** CloudFront's word. */
    public String token() {
      return token;
    }
  }

  /** What kind of service the origin is. */
  public enum OriginType {
    /** A bucket. */
    S3("s3"),
    /** A MediaStore container. */
    MEDIASTORE("mediastore"),
    /** A MediaPackage channel. */
    MEDIAPACKAGE_V2("mediapackagev2"),
    /** A Lambda function URL. */
    LAMBDA("lambda");

    private final String token;

    OriginType(String token) {
      this.token = token;
    }

    /** CloudFront's word, which is also the name of the service in signatures. */
    public String token() {
      return token;
    }
  }

  /** Checks that the parts are present. */
  public OriginAccessControlConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signing, "signing");
    Objects.requireNonNull(originType, "originType");
  }

  /** Signs every request to a bucket. */
  public static OriginAccessControlConfig s3(String id) {
    return new OriginAccessControlConfig(id, id, Signing.ALWAYS, OriginType.S3);
  }
}
