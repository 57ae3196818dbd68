// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Made at the first call: proxies are made before the beans that the advice needs. */
final class LazyAdvice implements MethodInterceptor {

  private final Supplier<MethodInterceptor> maker;
  private volatile @Nullable MethodInterceptor made;

  LazyAdvice(Supplier<MethodInterceptor> maker) {
    this.maker = maker;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    MethodInterceptor advice = made;
    if (advice == null) {
      advice = maker.get();
      made = advice;
    }
    return advice.invoke(invocation);
  }
}
