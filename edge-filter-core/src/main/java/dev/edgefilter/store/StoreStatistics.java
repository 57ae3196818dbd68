// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

/**
 * What a store holds and has done so far; the figures are read one after the other.
 *
 * @param entries the number of stored responses
 * @param maxEntries the bound of {@code entries}
 * @param indexBytes the estimated heap bytes of keys and heads
 * @param maxIndexBytes the bound of {@code indexBytes}
 * @param memoryBytes the bytes of body memory taken from the system
 * @param maxMemoryBytes the bound of {@code memoryBytes}
 * @param stored how many responses were stored
 * @param rejected how many responses were not stored for want of room or for their size
 * @param evicted how many responses were dropped to make room
 * @param invalidated how many responses were dropped because of an invalidation
 * @param bodiesLost how many responses were dropped because their body was evicted
 * @param notAdmitted how many responses were dropped after a short stay, because they were asked
 *     for less often than what they would have displaced
 * @param diskBytes the bytes files take; while a rescan runs, the most they may take
 * @param maxDiskBytes the bound of {@code diskBytes}, 0 when there are no files
 * @param filesDiscarded how many files in the folder were damaged, or not ours
 * @param diskFailures how often the disk has failed, or was full
 * @param rescanning whether responses of earlier processes are still being looked for
 */
public record StoreStatistics(
    long entries,
    long maxEntries,
    long indexBytes,
    long maxIndexBytes,
    long memoryBytes,
    long maxMemoryBytes,
    long stored,
    long rejected,
    long evicted,
    long invalidated,
    long bodiesLost,
    long notAdmitted,
    long diskBytes,
    long maxDiskBytes,
    long filesDiscarded,
    long diskFailures,
    boolean rescanning) {}
