// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import java.util.List;

/** Tests every value of a part; one that passes is enough, and none at all never is. */
record ComponentMatcher(ComponentReader reader, TextTest test) implements Matcher {
  @Override
  public boolean matches(WafRequest request) {
    Component component = request.component(reader);
    return switch (component.outcome()) {
      case MATCH -> true;
      case NO_MATCH -> false;
      case LOOK -> any(component.values());
    };
  }

  private boolean any(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (test.test(values.get(i))) {
        return true;
      }
    }
    return false;
  }
}
