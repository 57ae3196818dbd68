// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.junitlib.testkit;

final class Kit {
  org.junit.jupiter.api.extension.Extension extension;
}
