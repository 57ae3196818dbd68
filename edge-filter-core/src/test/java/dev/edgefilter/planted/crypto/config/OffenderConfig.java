// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.crypto.config;

import com.nimbusds.jose.jwk.JWKSet;

public record OffenderConfig(JWKSet c0) {}
