// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.layering.http;

import dev.edgefilter.planted.layering.config.Written;

public record OffenderUpwards(Written c0) {}
