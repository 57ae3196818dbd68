// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.crypto.internal.access.signing;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

public record Keys(SubjectPublicKeyInfo c0) {}
