// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Drops what is stored, by path or cache tag, once a bean method has returned; when a transaction
 * runs, once it is committed. Nothing is dropped when the method throws or the transaction rolls
 * back.
 *
 * <p>Paths and tags are text with SpEL between <code>#{</code> and <code>}</code>, which sees the
 * arguments by name and the returned value as {@code #result}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EdgeInvalidate {

  /** Paths, which may end in {@code *}, such as <code>/products/#{#id}*</code>. */
  String[] paths() default {};

  /** Cache tags, such as <code>product:#{#id}</code>. */
  String[] tags() default {};

  /** The id of the distribution; every distribution by default. */
  String distribution() default "";

  /** Whether what is covered is only marked stale, and stands in until it is confirmed. */
  boolean soft() default false;
}
