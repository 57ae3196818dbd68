// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Which functions one cache behavior may name (CloudFront: Restrictions on edge functions). */
final class FunctionAssociationRules {
  private static final String FUNCTIONS = ".functionAssociations";
  private static final String LAMBDA_FUNCTIONS = ".lambdaFunctionAssociations";
  private static final String FUNCTION_ARN = "arn:aws:cloudfront:";
  private static final String LAMBDA_ARN = "arn:aws:lambda:";

  /** CloudFront: Restrictions on Lambda@Edge; no alias, no $LATEST. */
  private static final Pattern VERSION_ARN =
      Pattern.compile(LAMBDA_ARN + "us-east-1:[0-9]{1,12}:function:[A-Za-z0-9_-]{1,64}:[0-9]{1,9}");

  /** Takes the member of the behavior where a problem is, and what it is. */
  private final BiConsumer<String, String> problems;

  private FunctionAssociationRules(BiConsumer<String, String> problems) {
    this.problems = problems;
  }

  static void check(List<FunctionAssociation> functions, BiConsumer<String, String> problems) {
    new FunctionAssociationRules(problems).check(functions);
  }

  private void check(List<FunctionAssociation> functions) {
    Set<FunctionEvent> events = new HashSet<>();
    Set<Boolean> viewerKinds = new HashSet<>();
    for (FunctionAssociation association : functions) {
      String event = association.event().token();
      if (!events.add(association.event())) {
        problems.accept(FUNCTIONS, "found two functions for " + event + "; expected at most one");
      }
      if (association.event().onViewerSide()) {
        viewerKinds.add(association.lambda());
      }
      if (association.includeBody() && !association.event().onRequest()) {
        problems.accept(
            LAMBDA_FUNCTIONS, "found IncludeBody for " + event + "; expected it on requests only");
      }
      checkName(association);
    }
    if (viewerKinds.size() > 1) {
      problems.accept(
          LAMBDA_FUNCTIONS,
          "found functions of both kinds on the viewer events; expected one kind there");
    }
  }

  /** A name that is no ARN is one of code that is registered here. */
  private void checkName(FunctionAssociation association) {
    String name = association.function();
    String found = "found \"" + name + "\"; expected ";
    if (name.isEmpty()) {
      problems.accept(FUNCTIONS, "found an empty function name; expected an ARN");
    } else if (!association.lambda()) {
      if (name.startsWith(LAMBDA_ARN)) {
        problems.accept(
            FUNCTIONS,
            found + "the ARN of a CloudFront function; move it to lambdaFunctionAssociations");
      }
    } else if (name.startsWith(FUNCTION_ARN)) {
      problems.accept(
          LAMBDA_FUNCTIONS,
          found + "the ARN of a Lambda function; move it to functionAssociations");
    } else if (name.startsWith(LAMBDA_ARN) && !VERSION_ARN.matcher(name).matches()) {
      problems.accept(
          LAMBDA_FUNCTIONS,
          found + "the ARN of a numbered version in us-east-1, as Lambda@Edge needs it");
    }
  }
}
