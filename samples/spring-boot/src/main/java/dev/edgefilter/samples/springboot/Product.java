// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

/** What is sold. */
public record Product(int id, String name, int cents) {}
