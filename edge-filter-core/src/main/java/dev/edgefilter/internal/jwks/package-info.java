// SPDX-License-Identifier: Apache-2.0
/** Reads JWK sets from files and URLs, and keeps them up to date. */
@NullMarked
package dev.edgefilter.internal.jwks;

import org.jspecify.annotations.NullMarked;
