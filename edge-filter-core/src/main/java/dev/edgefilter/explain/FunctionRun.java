// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

/**
 * One run of an edge function in an exchange.
 *
 * @param name the name of the function
 * @param event CloudFront's word for the event, such as {@code viewer-request}
 * @param outcome what came of it
 * @param computeUtilization how much of its budget it used, 0 to 100
 */
public record FunctionRun(String name, String event, Reason outcome, int computeUtilization) {}
