// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java example of the documentation and the README compiles. */
class DocumentationExamplesTest {

  private static final String FENCE = "```";

  /** What examples may use without saying where it comes from. */
  private static final String FRAME =
      """
      import dev.edgefilter.*;
      import dev.edgefilter.coding.*;
      import dev.edgefilter.config.*;
      import dev.edgefilter.config.waf.*;
      import dev.edgefilter.explain.*;
      import dev.edgefilter.function.*;
      import dev.edgefilter.http.*;
      import dev.edgefilter.servlet.*;
      import dev.edgefilter.signing.*;
      import dev.edgefilter.store.*;
      import dev.edgefilter.testkit.*;
      import static dev.edgefilter.testkit.EdgeAssertions.*;
      import jakarta.servlet.DispatcherType;
      import jakarta.servlet.http.HttpServletResponse;
      import java.nio.file.Path;
      import java.time.Instant;
      import java.util.EnumSet;
      import java.util.List;
      import org.eclipse.jetty.ee10.servlet.FilterHolder;
      import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

      class %s {
        void example(%s HttpServletResponse response, Instant expires,
            String publicKeyPem, String privateKeyPem) throws Exception {
      %s
        }
      }
      """;

  /** The same for a whole class of tests. */
  private static final String TEST_FRAME =
      """
      import static dev.edgefilter.testkit.EdgeAssertions.*;
      import dev.edgefilter.testkit.*;
      import java.time.Duration;
      import org.junit.jupiter.api.Test;

      class %s {
      %s
      }
      """;

  /** Names an example may use when it does not define them itself. */
  private static final List<String> GIVEN =
      List.of("ServletContextHandler context", "DistributionConfig site", "EdgeEngine edge");

  @TempDir Path classes;

  @Test
  void everyExampleCompiles() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    Path root = Path.of("..").toAbsolutePath().normalize();
    try (Stream<Path> pages = Files.walk(root.resolve("src/site/markdown"))) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        collect(page, sources);
      }
    }
    collect(root.resolve("README.md"), sources);
    assertTrue(sources.size() >= 5, "only " + sources.size() + " examples found");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none");
    boolean compiled = compiler.getTask(output, null, null, options, null, sources).call();
    assertEquals("", compiled ? "" : output.toString());
  }

  private static void collect(Path page, List<JavaFileObject> sources) throws IOException {
    List<String> lines = Files.readAllLines(page);
    StringBuilder example = null;
    boolean test = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean begins = line.strip().equals(FENCE + "java");
      boolean beginsTest = line.strip().equals(FENCE + "java test");
      if (example == null && (begins || beginsTest)) {
        example = new StringBuilder();
        test = beginsTest;
      } else if (example != null && line.strip().equals(FENCE)) {
        sources.add(source(page, i, example.toString(), test));
        example = null;
      } else if (example != null) {
        example.append(line).append('\n');
      }
    }
  }

  private static JavaFileObject source(Path page, int line, String example, boolean test) {
    String name =
        page.getFileName().toString().replaceAll("[^A-Za-z0-9]", "_") + "_until_line_" + (line + 1);
    StringBuilder given = new StringBuilder();
    for (String variable : GIVEN) {
      if (!example.contains(variable + " =")) {
        given.append(variable).append(", ");
      }
    }
    String text =
        test ? TEST_FRAME.formatted(name, example) : FRAME.formatted(name, given, example);
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
