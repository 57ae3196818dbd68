// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ehcachelib.store;

import org.ehcache.Cache;

public record OffenderPort(Cache<String, String> cache) {}
