// SPDX-License-Identifier: Apache-2.0

/** Keeps responses in files, one each, so that large ones fit and all outlive the process. */
@NullMarked
package dev.edgefilter.internal.filestore;

import org.jspecify.annotations.NullMarked;
