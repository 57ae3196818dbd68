// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that a remote origin has coded for its connection in a way that nobody here
 * undoes: what is under the chunks would pass for the content, and be stored as that. No such
 * coding may come, as no {@code TE} asks for one (RFC 9112, 7.4).
 */
final class TransferCodings {

  private static final String CHUNKED = "chunked";

  /** Those of the HTTP Transfer Coding Registry: the body is surely not what it should be. */
  private static final Set<String> EXISTING =
      Set.of(CHUNKED, "compress", "deflate", "gzip", "trailers", "x-compress", "x-gzip");

  private TransferCodings() {}

  static void check(Exchange exchange, ResponseHead head) throws OriginException {
    String told = head.headers().joined("Transfer-Encoding");
    if (told == null
        || told.equalsIgnoreCase(CHUNKED)
        || exchange.origin().remote() == null
        || isBodiless(exchange.originRequest, head.status())) {
      return;
    }
    boolean ignored =
        exchange.behavior().switches().on(FidelitySwitch.UNKNOWN_TRANSFER_CODINGS_IGNORED);
    if (!ignored || existsIn(told)) {
      String message = "the transfer coding \"" + told + "\" is not undone";
      throw new OriginException(
          OriginException.Kind.INVALID_RESPONSE, message, new ProtocolException(message));
    }
  }

  /** A coding only tells then what would have been done to a body (RFC 9112, 6.1 and 6.3). */
  private static boolean isBodiless(@Nullable OriginRequest request, int status) {
    return status == 204 || status == 304 || (request != null && request.method().equals("HEAD"));
  }

  private static boolean existsIn(String told) {
    for (String coding : told.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (EXISTING.contains(coding.split(";", 2)[0].strip())) {
        return true;
      }
    }
    return false;
  }
}
