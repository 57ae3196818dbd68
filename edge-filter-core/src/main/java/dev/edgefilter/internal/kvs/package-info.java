// SPDX-License-Identifier: Apache-2.0
/** Key value stores: versions in memory, and in files when they are to outlive the process. */
@NullMarked
package dev.edgefilter.internal.kvs;

import org.jspecify.annotations.NullMarked;
