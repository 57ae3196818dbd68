// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

/** What a function returns: a request to go on with, or a response. */
public sealed interface FunctionResult {

  /** Go on with this request. */
  record Continue(FunctionRequest request) implements FunctionResult {}

  /** Answer with this response, or on response events go on with it. */
  record Respond(FunctionResponse response) implements FunctionResult {}

  /** Goes on with a request. */
  static FunctionResult request(FunctionRequest request) {
    return new Continue(request);
  }

  /** Answers with a response. */
  static FunctionResult response(FunctionResponse response) {
    return new Respond(response);
  }
}
