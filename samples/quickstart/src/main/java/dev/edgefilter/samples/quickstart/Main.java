// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

/** Runs the Harrow Fell Observatory, a small site behind Edge Filter, until it is stopped. */
public final class Main {
  private Main() {}

  /** Starts with the options that {@code --help} lists. */
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Quickstart quickstart = Quickstart.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(quickstart::close, "close"));
    System.out.print(welcome(quickstart));
  }

  private static String welcome(Quickstart quickstart) {
    return """
        The observatory is open:  SITE/
          a page, Miss then Hit   curl -sI SITE/articles/finding-north.html
          half a second, once     SITE/slow
          signed links, cookies   SITE/links
          a private page          SITE/login
        For the operator only:    EDGE/edge
        """
        .replace("SITE", quickstart.site().toString())
        .replace("EDGE", quickstart.operator().toString());
  }
}
