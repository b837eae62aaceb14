package dev.carafe.image.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.image.classes.AppReader;
import dev.carafe.image.classes.ClassFiles;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each mistake at its line and column, and the same one found in the class files.
class MistakesTest {
  /// Line 9 is the first of a snippet.
  private static final String TEMPLATE =
      """
      package demo;
      import dev.carafe.annotations.*;
      import java.nio.file.Path;
      import java.util.*;
      import java.util.concurrent.Future;
      import java.util.function.Supplier;
      import java.util.stream.Stream;
      @App public class A {
      SNIPPET
      }
      """;

  @TempDir Path root;

  record Mistake(String snippet, String... expected) {
    @Override
    public String toString() {
      return expected[0];
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        // hooks
        cls("@Enter private void e() {}", "10:23: @Enter method e is private"),
        cls("@Enter static void e() {}", "10:22: @Enter method e is static"),
        cls("@Exit void e(int grace) {}", "10:16: @Exit method e has parameters"),
        cls("@Enter @Method public void e() {}", "10:30: @Enter method e is callable too"),
        new Mistake("@Enter void e() {}", "9:13: @Enter method e is in no @Cls class"),
        new Mistake(
            "@Cls public static abstract class C { @Enter abstract void e(); @Method public void"
                + " m() {} }",
            "9:35: @Cls class C is abstract",
            "9:60: @Enter method e is abstract"),
        // methods
        cls("@Method private int p() { return 1; }", "10:23: @Method method p is private"),
        cls("@Method public static int p() { return 1; }", "10:29: @Method method p is static"),
        new Mistake("@Method public void m() {}", "9:21: @Method method m is in no @Cls class"),
        new Mistake(
            "@Cls public static class C { void m() {} }", "9:26: @Cls class C has no @Method"),
        cls(
            "@Method public void p(int a, int b, int c, int d, int e, int f, int g, int h, int i)"
                + " {}",
            "10:81: @Method method p has 9 parameters"),
        cls("@Concurrent(max = 2) @Method public void p() {}", "10:3: @Concurrent stands on"),
        // functions
        new Mistake("@Function private static void f() {}", "9:31: @Function method f is private"),
        new Mistake(
            "public A(int x) {} @Function public void f() {}",
            "8:19: class A of @Function method f has no constructor without parameters"),
        cls(
            "@Function public void f() {}",
            "10:25: @Function method f is an instance method of @Cls class C"),
        // constructors
        new Mistake(
            "@Cls static class C { @Method public void m() {} }",
            "9:19: the constructor of @Cls class C is not public"),
        cls("public C(int x) {}", "9:26: @Cls class C has no constructor without parameters"),
        cls("private C() {}", "10:11: the constructor of @Cls class C is not public"),
        new Mistake(
            "@Cls public class C { @Method public void m() {} }",
            "9:19: @Cls class C is an inner class"),
        // parameters
        cls("@Parameter float f;", "10:20: @Parameter field f has type float"),
        cls("@Parameter List<String> f;", "10:27: @Parameter field f has type List<String>"),
        cls(
            "@Parameter String f = System.lineSeparator();",
            "10:21: the initialiser of @Parameter field f is no constant"),
        cls("@Parameter static int f;", "10:25: @Parameter field f is static"),
        cls("@Parameter final int f = 1;", "10:24: @Parameter field f is final"),
        new Mistake("@Parameter int f;", "9:16: @Parameter field f is in no @Cls class"),
        // batches
        cls(
            "@Batched(maxSize = 2) @Method public String p(List<String> in) { return null; }",
            "10:47: @Batched method p returns String"),
        cls(
            "@Batched(maxSize = 2) @Method public List<String> p(String in) { return null; }",
            "10:55: @Batched method p takes String"),
        cls(
            "@Batched(maxSize = 0, maxWait = \"x\") @Method public List<Long> p(List<Long> in) {"
                + " return null; }",
            "10:22: @Batched maxSize = 0",
            "10:35: @Batched maxWait = \"x\" is no duration"),
        new Mistake(
            "@Batched(maxSize = 2) static List<Long> p(List<Long> in) { return null; }",
            "9:1: @Batched method p is not callable"),
        // what travels
        fun("f(Path p) {}", "9:32: parameter p of f has type Path, which cannot travel"),
        fun("f(Object o) {}", "9:32: parameter o of f has type Object"),
        fun("f(List<Supplier<String>> o) {}", "9:32: parameter o of f has type List<Supplier<"),
        fun("f(List l) {}", "9:32: parameter l of f has type List, which cannot travel"),
        fun("f(Map<String, ? extends Number> m) {}", "9:32: parameter m of f has type Map<"),
        fun("f(Stream<String> s) {}", "9:32: parameter s of f has type Stream<String>"),
        new Mistake(
            "@Function public static Future<String> f() { return null; }",
            "9:40: the result of f has type Future<String>, which cannot travel"),
        new Mistake(
            "@Function public static <T> T f(T t) { return t; }",
            "9:31: the result of f has type T",
            "9:33: parameter t of f has type T"),
        new Mistake(
            "interface Open {} record R(Open o) {} @Function public static void f(R r) {}",
            "9:70: parameter r of f has type R"),
        new Mistake(
            "static class Bean { Bean(int x) {} } @Function public static void f(Bean b) {}",
            "9:69: parameter b of f has type Bean"),
        new Mistake(
            "record R(Path p) {} @Function public static void f(R r, R s) {}",
            "9:52: parameter r of f has type R",
            "9:57: parameter s of f has type R"),
        fun("f(LinkedList<String> l) {}", "9:32: parameter l of f has type LinkedList<String>"),
        // resources
        on("gpu = {\"H100\", \"A100:x\"}", "9:26: @Function gpu = \"A100:x\" is no GPU choice"),
        on("gpu = \"H100:0\"", "9:17: @Function gpu = \"H100:0\" is no GPU choice"),
        on("gpu = \"\"", "9:17: @Function gpu = \"\" is no GPU choice"),
        on("memory = \"lots\"", "9:20: @Function memory = \"lots\" is no size"),
        on("memory = \"\"", "9:20: @Function memory = \"\" is no size"),
        on("ephemeralDisk = \"5\"", "9:27: @Function ephemeralDisk = \"5\" is no size"),
        on(
            "memory = \"2GiB\", memoryLimit = \"1GiB\"",
            "9:42: memoryLimit = \"1GiB\" is below memory = \"2GiB\""),
        on("cpu = 0", "9:17: cpu = 0.0 is not positive"),
        on("cpu = 2, cpuLimit = 1", "9:31: cpuLimit = 1.0 is below cpu = 2.0"),
        // times and numbers
        on("timeout = \"5 minutes\"", "9:21: @Function timeout = \"5 minutes\" is no duration"),
        on("timeout = \"0s\"", "9:21: @Function timeout = \"0s\" is no duration"),
        on("scaledownWindow = \"1s\"", "9:29: scaledownWindow = \"1s\" is out of range"),
        on("scaledownWindow = \"21m\"", "9:29: scaledownWindow = \"21m\" is out of range"),
        on(
            "minContainers = 3, maxContainers = 2",
            "9:27: minContainers = 3 is over maxContainers = 2"),
        on("bufferContainers = -1", "9:30: bufferContainers = -1 is negative"),
        on("retries = @Retries(-1)", "9:30: @Retries(-1) is out of range"),
        on(
            "retries = @Retries(value = 1, backoff = 0.5)",
            "9:51: @Retries backoff = 0.5 is less than 1"),
        new Mistake(
            "@Concurrent(max = 2, target = 3) @Function public static void f() {}",
            "9:31: @Concurrent target = 3 is not within 0 to max = 2"),
        // schedules
        cron("\"* * *\"", "9:7: @Cron(\"* * *\") is no cron expression"),
        cron("\"61 * * * *\"", "9:7: @Cron(\"61 * * * *\") is no cron expression"),
        cron("\"* * * JANUARY *\"", "9:7: @Cron(\"* * * JANUARY *\") is no cron"),
        cron(
            "value = \"0 3 * * MON-FRI\", zone = \"Mars/Base\"",
            "9:41: @Cron zone = \"Mars/Base\" is no time zone"),
        new Mistake(
            "@Function @Cron(\"* * * * *\") public static void f(String name) {}",
            "9:51: @Cron method f requires parameter name"),
        new Mistake(
            "@Function @Period(\"6 h x\") public static void f() {}",
            "9:19: @Period value = \"6 h x\" is no duration"),
        new Mistake(
            "@Period(\"6h\") public static void f() {}", "9:1: @Period method f is no @Function"),
        // mounts
        mount("path = \"/tmp/\"", "9:51: nothing can be mounted at \"/tmp/\""),
        mount("path = \"/\"", "9:51: nothing can be mounted at \"/\""),
        mount("path = \"/proc/self\"", "9:51: nothing can be mounted at \"/proc/self\""),
        mount("path = \"models\"", "9:51: mount path \"models\" is not absolute"),
        mount("path = \"/a/../root\"", "9:51: mount path \"/a/../root\" has empty"),
        mount("path = \"/m\", subPath = \"../x\"", "9:67: subPath \"../x\" leaves the Volume"),
        on(
            "volumes = {@Mount(volume = \"v\", path = \"/a\"), @Mount(volume = \"v\", path ="
                + " \"/b\")}",
            "9:57: Volume \"v\" is mounted at /a and at /b"),
        on(
            "volumes = {@Mount(volume = \"v\", path = \"/a\"), @Mount(volume = \"w\", path ="
                + " \"/a/\")}",
            "9:57: \"v\" and \"w\" are both mounted at /a/"),
        on(
            "buckets = @BucketMount(path = \"/b\", bucket = \"weights\")",
            "9:56: \"weights\" names no bucket"),
        on(
            "buckets = @BucketMount(path = \"/b\", bucket = \"s3://weights/a/../b\")",
            "9:56: the prefix of \"s3://weights/a/../b\" has empty"),
        // secrets and variables
        on("secrets = \"A=1\"", "9:21: @Function secrets = \"A=1\" is no name of a secret"),
        on("env = \"A\"", "9:17: @Function env = \"A\" is no environment variable"),
        on("env = {\"A=1\", \"A=2\"}", "9:25: variable A is set twice"),
        on("nodeSelector = \"ssd\"", "9:26: @Function nodeSelector = \"ssd\" is no node label"),
        // names
        new Mistake(
            "@Function public static void f() {} @Function(name = \"f\") public static void g() {}",
            "9:54: the name \"f\" is taken by method A.f()"),
        new Mistake(
            "@Function(name = \"C\") public static void f() {}\n"
                + "@Cls public static class C { @Method public void m() {} }",
            "10:1: the name \"C\" is taken by method A.f()"),
        // entry points and images
        new Mistake("@LocalEntrypoint void main() {}", "9:23: @LocalEntrypoint method main is not"),
        new Mistake(
            "static abstract class I implements ImageDefinition {} @Function(image = I.class)"
                + " public static void f() {}",
            "9:73: image class I cannot be made"),
        // web
        new Mistake(
            "@WebEndpoint(method = \"FETCH\", path = \"x\") @Function public static void f() {}",
            "9:23: \"FETCH\" is no HTTP method",
            "9:39: @WebEndpoint path = \"x\" is no path below the app"));
  }

  private static Mistake cls(String member, String... expected) {
    return new Mistake(
        "@Cls public static class C { @Method public void ok() {}\n  " + member + "}", expected);
  }

  private static Mistake fun(String rest, String... expected) {
    return new Mistake("@Function public static void " + rest, expected);
  }

  private static Mistake on(String elements, String... expected) {
    return new Mistake("@Function(" + elements + ") public static void f() {}", expected);
  }

  private static Mistake mount(String elements, String... expected) {
    return on("volumes = @Mount(volume = \"vol\", " + elements + ")", expected);
  }

  private static Mistake cron(String elements, String... expected) {
    return new Mistake("@Cron(" + elements + ") @Function public static void f() {}", expected);
  }

  @Test
  void whatTheSourcesCannotTellIsNoMistake() throws IOException {
    Path file =
        Sources.write(
                root,
                """
                package demo;
                import dev.carafe.annotations.*;
                import com.acme.Settings;
                import com.acme.data.*;
                public class Elsewhere {
                  @Cls(app = Settings.APP, memory = Settings.MEMORY, memoryLimit = "64MiB")
                  public static class Pool {
                    @Parameter Mode mode = Settings.MODE;
                    @Method public Answer ask(Question question) { return null; }
                  }
                }
                """)
            .getFirst();
    try (var libraries = new ClassFiles(List.of())) {
      assertThat(SourceSet.parse(List.of(file)).annotationProblems(libraries)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreFoundAtTheirPlaceAndInClassFilesToo(Mistake mistake) throws IOException {
    String source = TEMPLATE.replace("SNIPPET", mistake.snippet());
    Path file = Sources.write(root.resolve("src"), source).getFirst();
    List<Problem> fromSource;
    try (var libraries = new ClassFiles(List.of())) {
      fromSource = SourceSet.parse(List.of(file)).annotationProblems(libraries);
    }

    assertThat(fromSource).hasSize(mistake.expected().length);
    for (int i = 0; i < fromSource.size(); i++) {
      var place = (Place.InSource) fromSource.get(i).place();
      assertThat("%d:%d: %s".formatted(place.line(), place.column(), fromSource.get(i).what()))
          .startsWith(mistake.expected()[i]);
      assertThat(fromSource.get(i).text()).contains(", ").contains(": ");
    }
    Path classes = Sources.compile(root.resolve("compiled"), source);
    assertThat(problemsOf(classes))
        .extracting(Problem::what)
        .containsExactlyInAnyOrderElementsOf(fromSource.stream().map(Problem::what).toList());
  }

  private static List<Problem> problemsOf(Path classes) {
    try {
      new AppReader(List.of(annotations())).read(List.of(classes));
      return List.of();
    } catch (UserCodeException e) {
      return e.problems();
    }
  }

  private static Path annotations() {
    return Path.of(
        dev.carafe.annotations.App.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());
  }
}
