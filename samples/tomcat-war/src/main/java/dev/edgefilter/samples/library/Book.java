// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

/**
 * A book of the catalogue.
 *
 * @param id names it in addresses
 * @param title its title
 * @param author who wrote it
 * @param year when it first came out
 */
record Book(String id, String title, String author, int year) {}
