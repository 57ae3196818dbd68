// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** Runs something once the transaction of the thread is committed, or now when there is none. */
@FunctionalInterface
interface AfterCommit {

  void run(Runnable action);

  /** The way of this application: transactions may not be on its class path. */
  static AfterCommit ofThisApplication() {
    return ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            AfterCommit.class.getClassLoader())
        ? Transactions::afterCommit
        : Runnable::run;
  }

  /** Only loaded where there are transactions. */
  final class Transactions {
    private Transactions() {}

    static void afterCommit(Runnable action) {
      if (!TransactionSynchronizationManager.isActualTransactionActive()) {
        action.run();
        return;
      }
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              action.run();
            }
          });
    }
  }
}
