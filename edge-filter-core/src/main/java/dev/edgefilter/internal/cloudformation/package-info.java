// SPDX-License-Identifier: Apache-2.0
/**
 * CloudFormation templates: evaluates their functions and turns the resources of CloudFront and AWS
 * WAF into what the command lines of these services print.
 */
@NullMarked
package dev.edgefilter.internal.cloudformation;

import org.jspecify.annotations.NullMarked;
