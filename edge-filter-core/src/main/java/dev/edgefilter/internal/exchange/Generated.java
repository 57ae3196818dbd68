// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ResponseHead;

/**
 * A response the edge or a function made itself; small, and whole in memory.
 *
 * @param head its head
 * @param body its body; not changed after creation
 */
record Generated(ResponseHead head, byte[] body) {}
