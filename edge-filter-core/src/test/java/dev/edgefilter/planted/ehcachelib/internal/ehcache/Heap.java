// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ehcachelib.internal.ehcache;

import org.ehcache.Cache;

public record Heap(Cache<String, String> cache) {}
