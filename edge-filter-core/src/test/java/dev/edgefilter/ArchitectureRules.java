// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of the package table, each for the tree under a base package, so that a test can point
 * the same rule at the library and at a small tree that breaks it.
 */
final class ArchitectureRules {
  private static final Map<String, Set<String>> CLOCK_READS =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
          "java.time.Instant", Set.of("now"),
          "java.time.LocalDate", Set.of("now"),
          "java.time.LocalDateTime", Set.of("now"),
          "java.time.OffsetDateTime", Set.of("now"),
          "java.time.ZonedDateTime", Set.of("now"),
          "java.time.InstantSource", Set.of("system"),
          "java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis"));

  private ArchitectureRules() {}

  /** Arrows only point up the table, and nothing uses the base package. */
  static ArchRule layering(String base) {
    return classes()
        .that()
        .resideInAPackage(base + "..")
        .should(onlyUseWhatTheTableAllows(base))
        .allowEmptyShould(true);
  }

  static ArchRule noCycles(String base) {
    return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Access, cache and response rules are combined by the exchange, never by one another. */
  static ArchRule ruleFamiliesAreStrangers(String base) {
    return classes()
        .that()
        .resideInAPackage(base + ".internal..")
        .should(notUseAnotherRuleFamily(base))
        .allowEmptyShould(true);
  }

  static ArchRule onlyTheTwoEntriesKnowTheServletApi(String base) {
    return onlyIn(base, List.of("jakarta.servlet.."), List.of("servlet..", "management.."));
  }

  static ArchRule onlyItsStoreKnowsEhcache(String base) {
    return onlyIn(base, List.of("org.ehcache..", "javax.cache.."), List.of("internal.ehcache.."));
  }

  static ArchRule onlySigningKnowsTheCryptoLibraries(String base) {
    return onlyIn(
        base,
        List.of("org.bouncycastle..", "com.nimbusds.."),
        List.of("internal.access.signing..", "signing.."));
  }

  static ArchRule onlyAccessKnowsTheRegexLibrary(String base) {
    return onlyIn(
        base, List.of("com.google.re2j.."), List.of("internal.waf..", "internal.access.."));
  }

  static ArchRule onlyDocumentsKnowTheParser(String base) {
    return onlyIn(base, List.of("org.snakeyaml.."), List.of("internal.document.."));
  }

  static ArchRule onlyItsExtensionKnowsJetty(String base) {
    return onlyIn(
        base, List.of("org.eclipse.jetty.."), List.of("ext.jetty..", "ext.jettyclient.."));
  }

  static ArchRule onlyExtensionsKnowOptionalLibraries(String base) {
    return onlyIn(
        base,
        List.of(
            "org.graalvm..",
            "com.maxmind..",
            "com.aayushatharva..",
            "io.micrometer..",
            "io.lettuce..",
            "io.github.bucket4j..",
            "org.apache.catalina..",
            "org.springframework.."),
        List.of("ext.."));
  }

  static ArchRule onlyTheTestKitKnowsJunit(String base) {
    return onlyIn(base, List.of("org.junit.."), List.of("testkit.."));
  }

  static ArchRule rulesDoNotLog(String base) {
    return rulesMustNotUse(
        base, PackageTable.RULES, resideInAnyPackage("org.slf4j..", "java.util.logging.."));
  }

  /** Parsing of keys, in {@code access.signing}, is the one exception. */
  static ArchRule rulesDoNoInputOutputOrWaiting(String base) {
    List<String> pure =
        PackageTable.RULES.stream().filter(row -> !row.endsWith(".signing")).toList();
    return rulesMustNotUse(
        base,
        pure,
        resideInAnyPackage("java.io..", "java.nio.file..", "java.net.http..")
            .or(resideInAnyPackage("java.util.concurrent..")));
  }

  /** A port is an interface of a port package; the values beside it are free to use. */
  static ArchRule rulesUseNoPorts(String base) {
    DescribedPredicate<JavaClass> port =
        resideInAnyPackage(under(base, PackageTable.PORTS))
            .and(describe("are ports", type -> type.isInterface() && !type.isAnnotation()));
    return rulesMustNotUse(base, PackageTable.RULES, port);
  }

  /** Time is an argument. {@code EdgeEngine} and its ticker alone ask the machine for it. */
  static ArchRule nobodyReadsTheClock(String base) {
    return noClasses()
        .that()
        .resideInAPackage(base + "..")
        .and(describe("are not the clock source", type -> !isClockSource(base, type)))
        .should()
        .accessTargetWhere(describe("reads the clock", ArchitectureRules::readsTheClock))
        .allowEmptyShould(true);
  }

  private static boolean isClockSource(String base, JavaClass type) {
    String outer = type.getName().replaceFirst("\\$.*", "");
    return outer.equals(base + ".SystemTicker") || outer.equals(base + ".EdgeEngine");
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    if (owner.equals("java.util.Date") && target instanceof AccessTarget.ConstructorCallTarget c) {
      return c.getRawParameterTypes().isEmpty();
    }
    return CLOCK_READS.getOrDefault(owner, Set.of()).contains(target.getName());
  }

  private static ArchRule onlyIn(String base, List<String> libraries, List<String> homes) {
    return noClasses()
        .that()
        .resideInAPackage(base + "..")
        .and()
        .resideOutsideOfPackages(homes.stream().map(p -> base + "." + p).toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries.toArray(String[]::new)))
        .allowEmptyShould(true);
  }

  private static ArchRule rulesMustNotUse(
      String base, List<String> ruleRows, DescribedPredicate<JavaClass> what) {
    return noClasses()
        .that(describe("are rules", type -> belongsTo(base, type, ruleRows)))
        .should()
        .dependOnClassesThat(what.and(alwaysTrue()))
        .allowEmptyShould(true);
  }

  private static boolean belongsTo(String base, JavaClass type, List<String> rows) {
    return isUnder(base, type)
        && PackageTable.rowOf(relative(base, type)).filter(rows::contains).isPresent();
  }

  private static ArchCondition<JavaClass> onlyUseWhatTheTableAllows(String base) {
    return new ArchCondition<>("only use packages that the package table allows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = relative(base, type);
        if (!from.isEmpty() && PackageTable.rowOf(from).isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(type, "Class <" + type.getName() + "> is in no row"));
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (isUnder(base, target) && !PackageTable.allows(from, relative(base, target))) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> notUseAnotherRuleFamily(String base) {
    return new ArchCondition<>("not use rules of another family") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String family = family(base, type);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String other = family(base, dependency.getTargetClass().getBaseComponentType());
          if (!family.isEmpty() && !other.isEmpty() && !family.equals(other)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** {@code access}, {@code cache}, {@code response}, or empty for what is no rule. */
  private static String family(String base, JavaClass type) {
    return belongsTo(base, type, PackageTable.RULES)
        ? relative(base, type).split("\\.", -1)[1]
        : "";
  }

  private static boolean isUnder(String base, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(base + ".");
  }

  private static String relative(String base, JavaClass type) {
    String name = type.getPackageName();
    return name.equals(base) ? "" : name.substring(base.length() + 1);
  }

  private static String[] under(String base, List<String> packages) {
    return packages.stream().map(p -> base + "." + p + "..").toArray(String[]::new);
  }
}
