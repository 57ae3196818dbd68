// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.junitlib.config;

final class OffenderConfig {
  org.junit.jupiter.api.extension.Extension extension;
}
