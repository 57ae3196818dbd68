// SPDX-License-Identifier: Apache-2.0
/**
 * Texts that operators write, as trees that know their lines and columns: JSON and YAML become the
 * same values.
 */
@NullMarked
package dev.edgefilter.internal.document;

import org.jspecify.annotations.NullMarked;
