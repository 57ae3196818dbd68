// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.crypto.internal.access;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

public record OffenderRule(SubjectPublicKeyInfo c0) {}
