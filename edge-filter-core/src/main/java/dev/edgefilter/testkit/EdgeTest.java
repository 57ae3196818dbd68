// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.config.Fidelity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts an edge around stubs for each test of a class, and hands it to parameters of type {@link
 * EdgeUnderTest}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EdgeTestExtension.class)
public @interface EdgeTest {

  /**
   * The configuration, in any format that Edge Filter reads: a resource beside the test class or
   * from the root of the class path, or a file.
   */
  String[] config();

  /** How closely CloudFront is followed; exactly by default, as the test is about production. */
  Fidelity fidelity() default Fidelity.CLOUDFRONT;
}
