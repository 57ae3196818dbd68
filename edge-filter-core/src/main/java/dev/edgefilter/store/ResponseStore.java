// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps response heads and bodies within fixed bounds; knows nothing of the rules of reuse.
 *
 * <p>All methods may be called from any thread. None waits for a viewer or an origin, and none
 * throws when the store is broken: a broken store finds nothing and keeps nothing.
 *
 * <p>Invalidations order themselves against fills by <em>stamps</em>. Take {@link #stamp} before
 * asking the origin and hand it to {@link #begin} or {@link #refresh}: whatever is invalidated
 * after that stamp is not kept, however late the origin answers.
 */
public interface ResponseStore extends AutoCloseable {

  /**
   * Finds the variants stored under a key and marks them as used.
   *
   * @return the variants, newest first; empty when there is none. The array is shared and is never
   *     modified, neither by the store nor by callers. No invalidated response is in it
   */
  StoredResponse[] find(CacheKey key);

  /** The present stamp, to be taken when an origin request starts. */
  long stamp();

  /**
   * Starts to store a response.
   *
   * @param key what the response answers
   * @param head its head
   * @param expectedBodyBytes the length of the body, or -1 when it is not known
   * @param stamp the stamp taken when the origin request started
   * @return the writer, or null when the response is too large or there is no room
   */
  @Nullable ResponseWriter begin(CacheKey key, StoredHead head, long expectedBodyBytes, long stamp);

  /**
   * Removes what is stored under one exact path, except for what the origin has just answered and
   * the caller is about to store in its place.
   *
   * @param key what the answer will be stored under
   * @param tags its cache tags
   * @param path as in {@link Invalidation#paths}
   * @param stamp the stamp taken when the origin was asked
   * @return the stamp to store it with; the same one when it was invalidated meanwhile, so that it
   *     will not be kept
   */
  long supersede(CacheKey key, List<String> tags, String path, long stamp, long nowMillis);

  /**
   * Gives a stored response a new head and keeps its body, after a successful validation.
   *
   * @param stored the response that was validated
   * @param head its new head
   * @param stamp the stamp taken when the validation started
   * @return whether it was done; false when the response was invalidated, replaced or evicted
   */
  boolean refresh(StoredResponse stored, StoredHead head, long stamp);

  /**
   * Opens the body of a stored response.
   *
   * @return the reader, to be closed by the caller, or null when the body is lost; the response is
   *     then no longer in the store
   */
  @Nullable BodyReader read(StoredResponse stored);

  /** Takes one response out of the store; does nothing when it is not there any more. */
  void remove(StoredResponse stored);

  /**
   * Removes what an invalidation means, or marks it stale, together with what origins are about to
   * answer for it. When it returns, no {@link #find} gives any of it as if nothing had happened.
   *
   * <p>What is only marked is found as before, with {@link StoredResponse#staleFromMillis} set.
   */
  void invalidate(Invalidation invalidation);

  /** The longest body that is kept, in bytes. */
  long maxBodyBytes();

  /** What the store holds and has done so far. */
  StoreStatistics statistics();

  /**
   * Shows the stored responses of a distribution in no particular order, without stopping others.
   *
   * @param distributionId the distribution
   * @param visitor gets each response; returns whether it wants more
   */
  void visit(String distributionId, Predicate<? super StoredResponse> visitor);

  /**
   * Lists the first stored responses of a query in one pass, without stopping others; what changes
   * meanwhile may or may not be among them. Nothing counts as used by it.
   *
   * @param query what is listed
   * @param nowMillis what counts as now, in milliseconds since the epoch
   */
  List<StoredSummary> inspect(StoreQuery query, long nowMillis);

  /** Frees all memory once the last reader is closed; the store finds and keeps nothing then. */
  @Override
  void close();
}
