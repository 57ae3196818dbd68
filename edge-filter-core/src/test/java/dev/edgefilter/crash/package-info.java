// SPDX-License-Identifier: Apache-2.0

/** Kills a process that stores, and looks at what the next one finds. */
package dev.edgefilter.crash;
