// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the library to its package table. Each rule is also pointed at a small tree under {@code
 * planted}, where it has to report every class whose name starts with {@code Offender} and none of
 * the others.
 */
class ArchitectureTest {
  private static final String BASE = "dev.edgefilter";
  private static final String PLANTED = BASE + ".planted.";
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  record Rule(String planted, Function<String, ArchRule> on) {
    @Override
    public String toString() {
      return planted;
    }
  }

  static List<Rule> rules() {
    return List.of(
        new Rule("layering", ArchitectureRules::layering),
        new Rule("cycles", ArchitectureRules::noCycles),
        new Rule("strangers", ArchitectureRules::ruleFamiliesAreStrangers),
        new Rule("servletapi", ArchitectureRules::onlyTheTwoEntriesKnowTheServletApi),
        new Rule("ehcachelib", ArchitectureRules::onlyItsStoreKnowsEhcache),
        new Rule("crypto", ArchitectureRules::onlySigningKnowsTheCryptoLibraries),
        new Rule("parser", ArchitectureRules::onlyDocumentsKnowTheParser),
        new Rule("regexlib", ArchitectureRules::onlyAccessKnowsTheRegexLibrary),
        new Rule("jettylib", ArchitectureRules::onlyItsExtensionKnowsJetty),
        new Rule("junitlib", ArchitectureRules::onlyTheTestKitKnowsJunit),
        new Rule("optional", ArchitectureRules::onlyExtensionsKnowOptionalLibraries),
        new Rule("logging", ArchitectureRules::rulesDoNotLog),
        new Rule("waiting", ArchitectureRules::rulesDoNoInputOutputOrWaiting),
        new Rule("ports", ArchitectureRules::rulesUseNoPorts),
        new Rule("clock", ArchitectureRules::nobodyReadsTheClock));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theLibraryKeepsTheRule(Rule rule) {
    rule.on.apply(BASE).check(CORE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleReportsExactlyThePlantedOffenders(Rule rule) {
    String base = PLANTED + rule.planted;
    JavaClasses tree = new ClassFileImporter().importPackages(base);
    List<String> report = rule.on.apply(base).evaluate(tree).getFailureReport().getDetails();

    TreeSet<String> planted = new TreeSet<>();
    TreeSet<String> reported = new TreeSet<>();
    tree.forEach(
        type -> {
          if (type.getSimpleName().startsWith("Offender")) {
            planted.add(type.getName());
          }
          if (report.stream().flatMap(String::lines).anyMatch(line -> blames(type, line))) {
            reported.add(type.getName());
          }
        });
    assertFalse(planted.isEmpty(), "nothing planted under " + base);
    assertEquals(planted, reported, () -> String.join("\n", report));
  }

  /** A line of a report names the offending class, or a member of it, in its first brackets. */
  private static boolean blames(JavaClass type, String line) {
    String name = line.substring(line.indexOf('<') + 1);
    return name.startsWith(type.getName() + ".") || name.startsWith(type.getName() + ">");
  }

  @Test
  void theLibraryIsSeen() {
    assertTrue(CORE.contain(BASE + ".package-info"), "no class of the library was imported");
  }
}
