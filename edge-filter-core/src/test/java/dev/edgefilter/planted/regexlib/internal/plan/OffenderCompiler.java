// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.regexlib.internal.plan;

import com.google.re2j.Pattern;

public record OffenderCompiler(Pattern c0) {}
