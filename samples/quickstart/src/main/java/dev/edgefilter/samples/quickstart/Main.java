// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.config.ConfigException;
import java.io.IOException;

/** Runs the Harrow Fell Observatory, a small site behind Edge Filter, until it is stopped. */
public final class Main {
  private Main() {}

  /** Starts with the options that {@code --help} lists. */
  public static void main(String[] args) throws Exception {
    try {
      Quickstart quickstart = Quickstart.start(Options.parse(args));
      Runtime.getRuntime().addShutdownHook(new Thread(quickstart::close, "close"));
      System.out.print(welcome(quickstart));
    } catch (IllegalArgumentException e) {
      stop(2, e);
    } catch (ConfigException | IOException e) {
      stop(1, e);
    }
  }

  private static void stop(int status, Exception reason) {
    System.err.println(reason.getMessage());
    System.exit(status);
  }

  private static String welcome(Quickstart quickstart) {
    return """
        The observatory is open:  SITE/
          Miss, then Hit          curl -si SITE/api/stars | grep X-Cache
          half a second, once     SITE/slow
          signed links, cookies   SITE/links
          a private page          SITE/login
          a JavaScript function   curl -si SITE/go/moon | grep Location
            changed while it runs curl -d from=/go/moon -d to=/ EDGE/short-links
        For the operator only:    EDGE/edge
        """
        .replace("SITE", quickstart.site().toString())
        .replace("EDGE", quickstart.operator().toString());
  }
}
