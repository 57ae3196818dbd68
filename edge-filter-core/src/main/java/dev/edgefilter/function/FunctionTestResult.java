// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.util.List;

/**
 * What came of a function that was run on an event by hand (CloudFront: TestFunction).
 *
 * @param output the result in JSON: {@code {"request": …}} or {@code {"response": …}}; empty when
 *     there is none
 * @param errorMessage why the function failed; empty when it did not
 * @param logs what it logged
 * @param computeUtilization how much of its budget it used, 0 to 100, as text like CloudFront's
 * @param validation what a distribution would refuse about the result, which CloudFront's own test
 *     leaves out
 * @param notes what the code uses that CloudFront's runtime does not have
 */
public record FunctionTestResult(
    String output,
    String errorMessage,
    List<String> logs,
    String computeUtilization,
    List<String> validation,
    List<String> notes) {
  /** Copies the lists. */
  public FunctionTestResult {
    logs = List.copyOf(logs);
    validation = List.copyOf(validation);
    notes = List.copyOf(notes);
  }

  /** Whether a viewer would get what the function returned. */
  public boolean passed() {
    return errorMessage.isEmpty() && validation.isEmpty();
  }
}
