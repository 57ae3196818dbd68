// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.regexlib.internal.waf;

import com.google.re2j.Pattern;

public record Matcher(Pattern c0) {}
