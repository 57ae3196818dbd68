// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.file.Path;

/**
 * Names the files of a store: {@code 3f/0000001a0000043f.edge}, and {@code .part} while written.
 *
 * <p>The first half of a name is the number of the opening of the store, the second counts the
 * files of that opening; so names are never used twice. The folder is the last byte.
 */
final class FileNames {
  static final int FOLDERS = 256;
  static final String COMPLETE = ".edge";
  static final String PART = ".part";

  private static final int DIGITS = 16;

  private FileNames() {}

  static Path folder(Path root, int folder) {
    return root.resolve(hex(folder, 2));
  }

  static Path complete(Path root, long sequence) {
    return folder(root, (int) sequence & FOLDERS - 1).resolve(hex(sequence, DIGITS) + COMPLETE);
  }

  static Path part(Path root, long sequence) {
    return folder(root, (int) sequence & FOLDERS - 1).resolve(hex(sequence, DIGITS) + PART);
  }

  static boolean isFolder(String name) {
    return name.length() == 2 && digit(name.charAt(0)) >= 0 && digit(name.charAt(1)) >= 0;
  }

  /** The number in a name of ours, or -1 if it is not ours. */
  static long sequence(String name) {
    boolean ours =
        name.length() == DIGITS + COMPLETE.length()
            && (name.endsWith(COMPLETE) || name.endsWith(PART));
    return ours ? number(name) : -1;
  }

  static long opening(long sequence) {
    return sequence >>> Integer.SIZE;
  }

  private static long number(String name) {
    long number = 0;
    for (int i = 0; i < DIGITS; i++) {
      int digit = digit(name.charAt(i));
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private static String hex(long number, int digits) {
    char[] text = new char[digits];
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      text[i] = Character.forDigit((int) rest & 15, 16);
      rest >>>= 4;
    }
    return new String(text);
  }
}
