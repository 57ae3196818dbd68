// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.http.ResponseHead;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands interim responses to the request they belong to, if it wants them. */
final class InterimHandlers {

  /** The attribute of a request that wants them; its value is its {@link CallEvents}. */
  static final String EVENTS = InterimHandlers.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(InterimHandlers.class);

  private InterimHandlers() {}

  private static void tell(Request request, int status, HttpFields fields) {
    if (request.getAttributes().get(EVENTS) instanceof CallEvents events) {
      try {
        events.interim(new ResponseHead(status, Messages.headers(fields)));
      } catch (IllegalArgumentException e) {
        LOG.debug("An interim response is not HTTP", e);
      }
    }
  }

  /** 102 (Processing). */
  static final class Processing extends ProcessingProtocolHandler {
    @Override
    protected void onProcessing(Request request, HttpFields fields) {
      tell(request, 102, fields);
    }
  }

  /** 103 (Early Hints). */
  static final class EarlyHints extends EarlyHintsProtocolHandler {
    @Override
    protected void onEarlyHints(Request request, HttpFields fields) {
      tell(request, 103, fields);
    }
  }

  /**
   * Any other one, which may come unasked (RFC 9110, 15.2) and which no container can send; the
   * client itself takes it for the answer.
   */
  static final class Others extends ProcessingProtocolHandler {
    private static final int FIRST = 104;
    private static final int LAST = 199;

    @Override
    public String getName() {
      return "other-interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
      return response.getStatus() >= FIRST && response.getStatus() <= LAST;
    }
  }
}
