// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which functions a cache behavior may name (CloudFront: Restrictions on edge functions). */
final class FunctionAssociationsTest {
  private static final String FILE =
      """
      {"Enabled": true, "Comment": "", "Origins": {"Quantity": 1, "Items": [
         {"Id": "app", "DomainName": "app.internal",
          "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}]},
       "DefaultCacheBehavior": {
         "TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all",
         "CachePolicyId": "Managed-CachingDisabled",
         "FunctionAssociations": {"Quantity": 1, "Items": [
           {"FunctionARN": "f", "EventType": "%s"}]},
         "LambdaFunctionAssociations": {"Quantity": 1, "Items": [
           {"LambdaFunctionARN": "l", "EventType": "%s", "IncludeBody": %s}]}}}
      """;

  private static List<String> inCode(Consumer<CacheBehaviorConfig.Builder> functions) {
    try {
      Distribution.builder()
          .id("E1")
          .origin(OriginConfig.self("app"))
          .defaultBehavior(functions)
          .build();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::message).toList();
    }
  }

  private static List<String> inFile(FunctionEvent function, FunctionEvent lambda, boolean body) {
    String text = FILE.formatted(function.token(), lambda.token(), body);
    return assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("s.json", text))
        .problems()
        .stream()
        .map(problem -> problem.place() + ": " + problem.message())
        .toList();
  }

  @ParameterizedTest(name = "{0} with {1} of Lambda@Edge: {2}")
  @CsvSource({
    "VIEWER_REQUEST,  ORIGIN_REQUEST,  true",
    "VIEWER_REQUEST,  ORIGIN_RESPONSE, true",
    "VIEWER_RESPONSE, ORIGIN_REQUEST,  true",
    "VIEWER_RESPONSE, ORIGIN_RESPONSE, true",
    "VIEWER_REQUEST,  VIEWER_RESPONSE, false",
    "VIEWER_RESPONSE, VIEWER_REQUEST,  false"
  })
  void bothKindsMeetBesideTheOriginOnly(
      FunctionEvent function, FunctionEvent lambda, boolean allowed) {
    String problem = "found functions of both kinds on the viewer events; expected one kind there";

    assertEquals(
        allowed ? List.of() : List.of(problem),
        inCode(b -> b.function(function, "f").lambdaFunction(lambda, "l", false)));
    if (allowed) {
      String text = FILE.formatted(function.token(), lambda.token(), false);
      assertEquals(1, EdgeConfigReader.readJson("s.json", text).distributions().size());
    } else {
      assertEquals(
          List.of("defaultCacheBehavior.lambdaFunctionAssociations: " + problem),
          inFile(function, lambda, false));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEventHasOneFunctionOfWhateverKind(FunctionEvent event) {
    String problem = "found two functions for " + event.token() + "; expected at most one";

    assertEquals(List.of(problem), inCode(b -> b.function(event, "f").function(event, "g")));
    assertEquals(
        List.of(problem),
        inCode(b -> b.lambdaFunction(event, "f", false).lambdaFunction(event, "g", false)));
    assertEquals(
        problem, inCode(b -> b.function(event, "f").lambdaFunction(event, "l", false)).get(0));
  }

  @Test
  void allFourEventsMayHaveOneOfLambdaAtEdge() {
    assertEquals(
        List.of(),
        inCode(
            b -> {
              for (FunctionEvent event : FunctionEvent.values()) {
                b.lambdaFunction(event, "l", event.onRequest());
              }
            }));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:lambda:us-east-1:123456789012:function:a_b-c:17,     true",
    "l,                                                           true",
    "arn:aws:lambda:us-east-1:123456789012:function:l,            false",
    "arn:aws:lambda:us-east-1:123456789012:function:l:$LATEST,    false",
    "arn:aws:lambda:us-east-1:123456789012:function:l:production, false",
    "arn:aws:lambda:eu-west-1:123456789012:function:l:1,          false"
  })
  void anArnOfLambdaAtEdgeIsOfAVersionInItsRegion(String arn, boolean allowed) {
    String problem =
        "found \""
            + arn
            + "\"; expected the ARN of a numbered version in us-east-1, as Lambda@Edge needs it";

    assertEquals(
        allowed ? List.of() : List.of(problem),
        inCode(b -> b.lambdaFunction(FunctionEvent.ORIGIN_REQUEST, arn, false)));
  }

  @Test
  void anArnStandsAmongThoseOfItsKind() {
    String lambda = "arn:aws:lambda:us-east-1:123456789012:function:l:1";
    String function = "arn:aws:cloudfront::123456789012:function/f";

    assertEquals(
        List.of(
            "found \""
                + lambda
                + "\"; expected the ARN of a CloudFront function; move it to"
                + " lambdaFunctionAssociations"),
        inCode(b -> b.function(FunctionEvent.VIEWER_REQUEST, lambda)));
    assertEquals(
        List.of(
            "found \""
                + function
                + "\"; expected the ARN of a Lambda function; move it to functionAssociations"),
        inCode(b -> b.lambdaFunction(FunctionEvent.VIEWER_REQUEST, function, false)));
    assertEquals(List.of(), inCode(b -> b.function(FunctionEvent.VIEWER_REQUEST, function)));
  }

  @ParameterizedTest
  @EnumSource(names = {"ORIGIN_RESPONSE", "VIEWER_RESPONSE"})
  void aResponseHasNoBodyToInclude(FunctionEvent lambda) {
    String problem =
        "defaultCacheBehavior.lambdaFunctionAssociations[0].includeBody: found true for "
            + lambda.token()
            + "; expected it on requests only";

    List<String> problems = inFile(FunctionEvent.VIEWER_REQUEST, lambda, true);

    assertTrue(problems.contains(problem), problems.toString());
  }
}
