// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.optional.ext.tomcat;

import org.apache.catalina.Context;

public record Sendfile(Context c0) {}
