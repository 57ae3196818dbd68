// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.ports.store;

public record Value() {}
