// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ehcachelib;

import org.ehcache.Cache;

public record OffenderEngine(Cache<String, String> cache) {}
