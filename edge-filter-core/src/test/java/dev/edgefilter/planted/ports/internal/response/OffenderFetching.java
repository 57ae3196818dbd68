// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ports.internal.response;

import dev.edgefilter.planted.ports.origin.Source;

public record OffenderFetching(Source c0) {}
