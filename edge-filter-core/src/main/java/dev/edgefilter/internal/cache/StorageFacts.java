// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/**
 * What {@link StorageRule} must know of a request besides the response head.
 *
 * @param method the request method
 * @param methodCached true when the cache behavior caches the method
 * @param cookiesForwarded true when any cookie may reach the origin
 * @param cookiesUnkeyed true when the origin got cookies that are not in the key
 * @param authorizationUnkeyed true when the origin got an Authorization that is not in the key
 * @param slice true when a part was asked for, to be kept as such
 * @param sessionUsed true when the application used the viewer's session or identity
 * @param requestNoStore true when the viewer wants nothing kept, and that counts
 * @param requestMillis when the origin was asked
 * @param arrivalMillis when the head arrived
 */
public record StorageFacts(
    String method,
    boolean methodCached,
    boolean cookiesForwarded,
    boolean cookiesUnkeyed,
    boolean authorizationUnkeyed,
    boolean slice,
    boolean sessionUsed,
    boolean requestNoStore,
    long requestMillis,
    long arrivalMillis) {}
