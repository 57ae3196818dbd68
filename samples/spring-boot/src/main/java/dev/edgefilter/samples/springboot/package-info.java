// SPDX-License-Identifier: Apache-2.0
/** A small shop behind the edge. */
package dev.edgefilter.samples.springboot;
