// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

/**
 * One invalidation that files may be covered by which have not been deleted yet.
 *
 * @param stamp its stamp
 * @param distributionId the distribution it is for
 * @param kind what the text means; the caller's own numbering, 0 to 255
 * @param text what is invalidated
 * @param effect what that means; the caller's own numbering
 */
public record JournalRecord(
    long stamp, String distributionId, int kind, String text, long effect) {}
