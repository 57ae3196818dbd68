// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a {@code @SpringBootTest} the beans of the test kit: an {@link
 * dev.edgefilter.testkit.EdgeDriver} that asks the application through its edge, the {@link
 * dev.edgefilter.testkit.TestClock} that the edge goes by, and {@link
 * dev.edgefilter.testkit.TestPlaces} for viewers' countries.
 *
 * <p>The driver uses {@code MockMvc} where there is such a bean, and the server's port otherwise.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(EdgeDriverConfiguration.class)
public @interface AutoConfigureEdgeDriver {}
