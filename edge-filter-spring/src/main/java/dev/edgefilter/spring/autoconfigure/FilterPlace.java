// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

/**
 * Where the edge stands among the filters of an application, as Spring Boot registers them.
 *
 * @param names the filters in their order
 * @param edge the place of the edge among them, or -1
 * @param security the place of Spring Security among them, or -1
 */
record FilterPlace(List<String> names, int edge, int security) {

  private static final String EDGE = "edgeFilter";
  private static final String SECURITY = "springSecurityFilterChain";

  private record Named(String name, int order) {}

  static FilterPlace in(ApplicationContext context) {
    List<Named> filters = new ArrayList<>();
    Set<Filter> registered = new HashSet<>();
    for (AbstractFilterRegistrationBean<?> bean :
        context.getBeansOfType(AbstractFilterRegistrationBean.class).values()) {
      if (bean instanceof FilterRegistrationBean<?> plain && plain.getFilter() != null) {
        registered.add(plain.getFilter());
      }
      if (bean.isEnabled()) {
        filters.add(new Named(name(bean), bean.getOrder()));
      }
    }
    context
        .getBeansOfType(Filter.class, true, false)
        .forEach(
            (name, filter) -> {
              if (!registered.contains(filter) && !name.equals(SECURITY)) {
                filters.add(new Named(name, order(filter)));
              }
            });
    filters.sort(Comparator.comparingInt(Named::order));
    List<String> names = filters.stream().map(Named::name).toList();
    return new FilterPlace(names, names.indexOf(EDGE), names.indexOf(SECURITY));
  }

  private static String name(AbstractFilterRegistrationBean<?> bean) {
    if (bean instanceof FilterRegistrationBean<?> plain
        && plain.getFilter() instanceof EdgeFilter) {
      return EDGE;
    }
    String name = bean.getFilterName();
    return name == null ? "(nameless)" : name;
  }

  private static int order(Filter filter) {
    return filter instanceof Ordered ordered
        ? ordered.getOrder()
        : OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE);
  }

  boolean behindSecurity() {
    return edge >= 0 && security >= 0 && edge > security;
  }

  String sentence() {
    if (edge < 0) {
      return "its filter is not registered with Spring Boot";
    }
    String relation =
        security < 0
            ? ""
            : behindSecurity() ? ", behind Spring Security" : ", in front of Spring Security";
    String before = edge == 0 ? "" : ", behind " + String.join(", ", names.subList(0, edge));
    return "filter " + (edge + 1) + " of " + names.size() + relation + before;
  }
}
