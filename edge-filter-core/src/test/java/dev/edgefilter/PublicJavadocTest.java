// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every public type, method, constructor and field of a public package says what it is for. What
 * overrides is exempt, and so are enum constants and the components of a record.
 */
class PublicJavadocTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @Test
  void everyPublicDeclarationHasAComment() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SOURCES)) {
      files = all.filter(PublicJavadocTest::isPublicSource).sorted().toList();
    }
    try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
      assertEquals(List.of(), missing(manager, manager.getJavaFileObjectsFromPaths(files)));
    }
  }

  @Test
  void plantedDeclarationsWithoutCommentAreReported() throws IOException {
    String source =
        """
        /** Documented. */
        public class Planted {
          public int field;
          public Planted(int value) {}
          public void method() {}
          @Override public String toString() { return ""; }
          /** Documented. */ protected void documented() {}
          void hidden() {}
          public interface Inner { void implicit(); }
          static class Hidden { public void outOfReach() {} }
          /** Documented. */ public enum Kind { ONE }
          /** Documented. */ public record Pair(int left) { public Pair {} }
        }
        """;
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Planted.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    assertEquals(
        List.of(
            "Planted.field",
            "Planted.Planted",
            "Planted.method",
            "Planted.Inner",
            "Inner.implicit"),
        missing(COMPILER.getStandardFileManager(null, null, null), List.of(file)));
  }

  private static boolean isPublicSource(Path file) {
    String name = SOURCES.relativize(file).toString();
    return name.endsWith(".java")
        && !name.endsWith("package-info.java")
        && !name.startsWith("dev/edgefilter/internal/");
  }

  private static List<String> missing(
      StandardJavaFileManager manager, Iterable<? extends JavaFileObject> files)
      throws IOException {
    if (!files.iterator().hasNext()) {
      return List.of();
    }
    JavacTask task =
        (JavacTask) COMPILER.getTask(null, manager, null, List.of("-proc:none"), null, files);
    MissingComments missing = new MissingComments(DocTrees.instance(task));
    task.parse().forEach(unit -> missing.scan(unit, null));
    return missing.found;
  }

  /** Walks only what is visible from outside. */
  private static final class MissingComments extends TreePathScanner<Void, Void> {
    final List<String> found = new ArrayList<>();
    private final DocTrees docs;

    MissingComments(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      report(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (isVisible(method.getModifiers()) && !overrides(method) && !isCompact(method)) {
        boolean constructor = method.getName().contentEquals("<init>");
        report(constructor ? enclosingName() : method.getName().toString());
      }
      return null; // what is inside a body is nobody's business
    }

    @Override
    public Void visitVariable(VariableTree field, Void unused) {
      boolean inClass = enclosing().getKind() == Tree.Kind.CLASS;
      if (inClass && isVisible(field.getModifiers())) {
        report(field.getName().toString());
      }
      return null;
    }

    private void report(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        found.add(enclosing() == null ? name : enclosingName() + "." + name);
      }
    }

    private boolean isVisible(ModifiersTree modifiers) {
      boolean inInterface = enclosing() != null && enclosing().getKind() == Tree.Kind.INTERFACE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
    }

    /** The constructor of a record is described with the record. */
    private boolean isCompact(MethodTree method) {
      return enclosing().getKind() == Tree.Kind.RECORD && method.getName().contentEquals("<init>");
    }

    private ClassTree enclosing() {
      TreePath parent = getCurrentPath().getParentPath();
      return parent != null && parent.getLeaf() instanceof ClassTree type ? type : null;
    }

    private String enclosingName() {
      return enclosing().getSimpleName().toString();
    }
  }
}
