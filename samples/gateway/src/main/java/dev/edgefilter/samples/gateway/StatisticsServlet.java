// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.store.StoreStatistics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.RecordComponent;

/** What the store holds and has done so far, as a flat JSON object of numbers. */
@SuppressWarnings("serial") // a servlet of this sample is never serialized
final class StatisticsServlet extends HttpServlet {

  private final EdgeEngine engine;

  StatisticsServlet(EdgeEngine engine) {
    this.engine = engine;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().print(json(engine.statistics()));
  }

  private static String json(StoreStatistics statistics) throws IOException {
    StringBuilder json = new StringBuilder("{");
    try {
      for (RecordComponent each : StoreStatistics.class.getRecordComponents()) {
        json.append(json.length() == 1 ? "" : ",").append("\n  \"").append(each.getName());
        json.append("\": ").append(each.getAccessor().invoke(statistics));
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
    return json.append("\n}\n").toString();
  }
}
