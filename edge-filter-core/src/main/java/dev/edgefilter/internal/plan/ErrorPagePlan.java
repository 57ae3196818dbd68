// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

/**
 * What stands in for an error status.
 *
 * @param path the raw path of the page
 * @param responseCode the status sent with it
 */
public record ErrorPagePlan(String path, int responseCode) {}
