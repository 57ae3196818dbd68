// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that what a controller method answers is the same for everybody, and how long it may be
 * kept.
 *
 * <p>Written as {@code Cache-Control} and, with {@link #tags}, the cache tag header: what
 * CloudFront reads, so that the same annotation works in front of this application and behind
 * CloudFront. It takes the place of the {@code no-store} that Spring Security adds, for this
 * endpoint alone. On a class it holds for all its handler methods; one on a method replaces it.
 *
 * <p>Nothing is written when the method throws, when its answer is an error, when the answer brings
 * a {@code Cache-Control} of its own, or, unless {@link #whenLoggedIn} is set, when somebody is
 * logged in.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface EdgeCache {

  /**
   * How long the edge keeps it, such as {@code 90s}, {@code 5m}, {@code PT1H}, or a number of
   * seconds; {@code s-maxage}. May be a placeholder such as <code>${shop.ttl}</code>.
   */
  String ttl() default "";

  /** How long browsers keep it without asking again; not at all by default. */
  String browserTtl() default "";

  /** How long a stale one may be served while the edge asks for a new one. */
  String staleWhileRevalidate() default "";

  /** How long a stale one may stand in when the application fails. */
  String staleIfError() default "";

  /** The name of a policy in {@code edge.endpoint-policies} that says what is not said here. */
  String policy() default "";

  /**
   * Cache tags by which it can be invalidated: text with SpEL between <code>#{</code> and <code>}
   * </code>, which sees the arguments by name and the answer as {@code #result}, such as <code>
   * product:#{#id}</code>.
   */
  String[] tags() default {};

  /**
   * Whether answers to viewers who are logged in are shared as well. Only set it where the answer
   * does not depend on who asks.
   */
  boolean whenLoggedIn() default false;
}
