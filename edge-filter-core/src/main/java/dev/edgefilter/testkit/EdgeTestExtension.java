// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the edges of tests with {@link EdgeTest}, and closes them after each test. */
final class EdgeTestExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EdgeTestExtension.class);

  /** Called by JUnit. */
  EdgeTestExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EdgeUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(EdgeUnderTest.class, key -> start(context), EdgeUnderTest.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    EdgeUnderTest edge =
        context.getStore(NAMESPACE).remove(EdgeUnderTest.class, EdgeUnderTest.class);
    if (edge != null) {
      edge.close();
    }
  }

  private static EdgeUnderTest start(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    EdgeTest annotation = annotation(test);
    EdgeConfig config = EdgeConfigReader.readTexts(texts(test, annotation.config()));
    return EdgeUnderTest.builder().config(config).fidelity(annotation.fidelity()).start();
  }

  private static EdgeTest annotation(Class<?> test) {
    for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
      EdgeTest found = type.getAnnotation(EdgeTest.class);
      if (found != null) {
        return found;
      }
    }
    throw new ExtensionConfigurationException("no @EdgeTest on " + test.getName());
  }

  private static Map<String, String> texts(Class<?> test, String[] names) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      read(test, name, texts);
    }
    return texts;
  }

  /** A resource that is a file goes by its path, so that files beside it are found. */
  private static void read(Class<?> test, String name, Map<String, String> texts) {
    URL beside = test.getResource(name);
    URL found = beside == null ? test.getResource("/" + name) : beside;
    try {
      Path file =
          found != null && found.getProtocol().equals("file")
              ? Path.of(found.toURI())
              : Path.of(name);
      if (found != null && !found.getProtocol().equals("file")) {
        try (InputStream in = found.openStream()) {
          texts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return;
      } else if (Files.exists(file)) {
        texts.put(file.toString(), Files.readString(file));
        return;
      }
    } catch (IOException | URISyntaxException e) {
      throw new ExtensionConfigurationException("cannot read \"" + name + "\"", e);
    }
    throw new ExtensionConfigurationException(
        "@EdgeTest(config) names \""
            + name
            + "\"; expected a resource beside "
            + test.getSimpleName()
            + ", one from the root of the class path, or a file");
  }
}
