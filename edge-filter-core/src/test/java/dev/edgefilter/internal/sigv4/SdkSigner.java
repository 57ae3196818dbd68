// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.sigv4;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What the signer of Amazon's own SDK makes of a request. */
public final class SdkSigner {
  private SdkSigner() {}

  /**
   * The Authorization header for a request.
   *
   * @param target path and query as they are sent
   * @param date as X-Amz-Date has it
   * @param token the session token, or null
   */
  public static String authorization(
      String method,
      String host,
      String target,
      String date,
      String region,
      String service,
      String id,
      String secret,
      String token,
      boolean unsignedPayload) {
    int mark = target.indexOf('?');
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .protocol("https")
            .host(host)
            .encodedPath(mark < 0 ? target : target.substring(0, mark))
            .putHeader("Host", host);
    if (mark >= 0) {
      for (String parameter : target.substring(mark + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        request.appendRawQueryParameter(
            decoded(equals < 0 ? parameter : parameter.substring(0, equals)),
            equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
      }
    }
    AwsCredentialsIdentity identity =
        token == null
            ? AwsCredentialsIdentity.create(id, secret)
            : AwsSessionCredentialsIdentity.create(id, secret, token);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                settings ->
                    settings
                        .identity(identity)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !unsignedPayload)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock(date)));
    return signed.request().firstMatchingHeader("Authorization").orElseThrow();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Clock clock(String date) {
    Instant moment =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .parse(date, Instant::from);
    return Clock.fixed(moment, ZoneOffset.UTC);
  }
}
