// SPDX-License-Identifier: Apache-2.0
/** A Spring Boot application that is deployed as a WAR. */
package dev.edgefilter.matrix.war;
