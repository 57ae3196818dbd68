// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

/**
 * How a viewer's request was answered, in the words of CloudFront's logs and of {@code X-Cache}.
 */
public enum ResultType {
  /** Served from the store, also when the viewer waited for another viewer's fetch. */
  HIT("Hit", "Hit from cloudfront"),
  /** The origin confirmed the stored response with a 304. */
  REFRESH_HIT("RefreshHit", "RefreshHit from cloudfront"),
  /** Asked of the origin. */
  MISS("Miss", "Miss from cloudfront"),
  /** A status of 400 or more, from the origin, from the store or from the edge. */
  ERROR("Error", "Error from cloudfront"),
  /** Sent from http to https. */
  REDIRECT("Redirect", "Redirect from cloudfront"),
  /** Made by a function on a viewer request. */
  FUNCTION_GENERATED("FunctionGeneratedResponse", "FunctionGeneratedResponse from cloudfront"),
  /** A function broke. */
  FUNCTION_EXECUTION_ERROR("FunctionExecutionError", "FunctionExecutionError from cloudfront"),
  /** A function returned what it must not. */
  FUNCTION_VALIDATION_ERROR("FunctionValidationError", "FunctionValidationError from cloudfront"),
  /** Too many runs of a function at a time. */
  FUNCTION_THROTTLED_ERROR("FunctionThrottledError", "FunctionThrottledError from cloudfront"),
  /** Made by a Lambda@Edge function on a viewer request. */
  LAMBDA_GENERATED("LambdaGeneratedResponse", "LambdaGeneratedResponse from cloudfront"),
  /** A Lambda@Edge function broke. */
  LAMBDA_EXECUTION_ERROR("LambdaExecutionError", "LambdaExecutionError from cloudfront"),
  /** A Lambda@Edge function returned what it must not. */
  LAMBDA_VALIDATION_ERROR("LambdaValidationError", "LambdaValidationError from cloudfront"),
  /** Too many runs of a Lambda@Edge function at a time. */
  LAMBDA_LIMIT_EXCEEDED("LambdaLimitExceeded", "LambdaLimitExceeded from cloudfront");

  private final String token;
  private final String xCache;

  ResultType(String token, String xCache) {
    this.token = token;
    this.xCache = xCache;
  }

  /** The value of {@code x-edge-result-type} in CloudFront's logs. */
  public String token() {
    return token;
  }

  /** The value of the {@code X-Cache} response header. */
  public String xCache() {
    return xCache;
  }
}
