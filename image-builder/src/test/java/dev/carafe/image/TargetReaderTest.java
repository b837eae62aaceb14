package dev.carafe.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carafe.image.evaluate.ResolvedImage;
import dev.carafe.image.options.RunnableSpec;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.resolve.MavenSettings;
import dev.carafe.image.testing.Repository;
import dev.carafe.image.testing.Sources;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ImageStepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetReaderTest {
  @TempDir Path root;
  private final List<String> progress = new ArrayList<>();
  private Repository repository;
  private List<Path> carafeApi;

  @BeforeEach
  void setUp() throws IOException {
    repository = new Repository(root.resolve("remote"));
    carafeApi =
        List.of(
            Path.of(
                dev.carafe.annotations.App.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath()),
            Sources.compile(root.resolve("api")));
  }

  private TargetReader reader(Path... classPath) {
    return new TargetReader(
        carafeApi,
        List.of(classPath),
        MavenSettings.local(root.resolve("local")),
        root.resolve("cache"),
        progress::add);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void addGreeter() throws IOException {
    repository.add(
        "words",
        Sources.compile(
            root.resolve("words"),
            "package demo.lib; public class Words { public static String hello() { return \"hi\"; } }"),
        "");
    repository.add(
        "greeter",
        Sources.compile(
            root.resolve("greeter"),
            "package demo.lib; public class Greeter { public static final String MEMORY = \"lots\"; }"),
        """
        <dependency><groupId>demo.lib</groupId><artifactId>words</artifactId><version>1.0</version></dependency>
        <dependency><groupId>dev.carafe</groupId><artifactId>carafe-annotations</artifactId><version>9</version></dependency>
        """);
  }

  private Path greeting() throws IOException {
    addGreeter();
    return write(
        "Greeting.java",
        """
        //DEPS demo.lib:greeter:1.0 dev.carafe:carafe-client:0.1
        //REPOS test=%s

        import dev.carafe.annotations.*;
        @App public class Greeting {
          @Function public static String greet() { return demo.lib.Words.hello(); }
        }
        """
            .formatted(repository.url()));
  }

  @Test
  void aJavaFileBringsItsDependenciesAlong() throws IOException {
    ReadTarget target = reader().read(greeting().toString());

    assertThat(target.apps()).extracting(AppSpec::name).containsExactly("greeting");
    assertThat(target.code().dependencies())
        .extracting(p -> p.getFileName().toString())
        .containsExactly("greeter-1.0.jar", "words-1.0.jar");
    assertThat(target.code().target().resolve("Greeting.class")).isRegularFile();
    assertThat(progress).contains("Resolving greeter", "Compiling Greeting.java (1 source file)");
  }

  @Test
  void theSecondTimeNothingIsResolvedOrCompiled() throws IOException {
    Path file = greeting();
    ReadTarget first = reader().read(file.toString());
    progress.clear();
    try (var files = Files.walk(root.resolve("remote"))) {
      for (Path gone : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(gone);
      }
    }

    assertThat(reader().read(file.toString())).isEqualTo(first);
    assertThat(progress).isEmpty();
  }

  @Test
  void aChangedFileIsCompiledAgain() throws IOException {
    Path file = greeting();
    ReadTarget first = reader().read(file.toString());
    Files.writeString(file, Files.readString(file).replace("greet()", "salute()"));

    assertThat(reader().read(file.toString()).code().target()).isNotEqualTo(first.code().target());
  }

  @Test
  void missingDependenciesAreNamed() throws IOException {
    Path file =
        write(
            "Lost.java",
            """
            //DEPS demo.lib:nowhere:1.0
            //REPOS %s
            class Lost {}
            """
                .formatted(repository.url()));

    assertThatThrownBy(() -> reader().read(file.toString()))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("demo.lib:nowhere:jar:1.0")
        .hasMessageContaining("Lost.java");
  }

  @Test
  void malformedDirectivesAreFoundAtTheirPlace() throws IOException {
    Path file =
        write(
            "Odd.java",
            """
            //DEPS demo.lib:greeter
            //REPOS ftp://x
            //SOURCES Missing.java
            class Odd {}
            """);

    assertThat(problems(file))
        .extracting(p -> p.place() + " " + p.what())
        .containsExactly(
            file + ":1:8 \"demo.lib:greeter\" names no Maven artifact",
            file + ":2:9 \"ftp://x\" names no repository",
            file + ":3:11 there is no file " + root.resolve("Missing.java"));
  }

  @Test
  void mistakesOfTheCompilerAndOfAnnotationsAreListedTogether() throws IOException {
    Path file =
        write(
            "Both.java",
            """
            import dev.carafe.annotations.*;
            @App public class Both {
              @Function(memory = "lots") public static void a() {}
            \t@Function public static void b() { int x = "text"; }
              @Function(gpu = "?") public static void c() { missing(); }
            }
            """);

    assertThat(problems(file))
        .extracting(Problem::text)
        .satisfiesExactly(
            p -> assertThat(p).startsWith(file + ":3:22: @Function memory = \"lots\" is no size"),
            p ->
                assertThat(p)
                    .startsWith(
                        file + ":4:45: incompatible types: String cannot be converted to int"),
            p -> assertThat(p).startsWith(file + ":5:19: @Function gpu = \"?\" is no GPU choice"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        file
                            + ":5:49: cannot find symbol, symbol: method missing(); location: class"
                            + " Both"));
  }

  @Test
  void whatOnlyTheCompilerKnowsIsStillFoundInTheSource() throws IOException {
    addGreeter();
    Path file =
        write(
            "Constant.java",
            """
            //DEPS demo.lib:greeter:1.0
            //REPOS %s
            import dev.carafe.annotations.*;
            @App public class Constant {
              @Function(memory = demo.lib.Greeter.MEMORY) public static void a() {}
            }
            """
                .formatted(repository.url()));

    assertThat(problems(file))
        .extracting(Problem::text)
        .singleElement()
        .asString()
        .startsWith(file + ":5:66: @Function memory = \"lots\" is no size");
  }

  @Test
  void brokenSyntaxIsReportedOnce() throws IOException {
    Path file = write("Syntax.java", "public class Syntax {\n  void a( {}\n}\n");

    assertThat(problems(file))
        .extracting(p -> p.place().toString())
        .isNotEmpty()
        .allMatch(p -> p.startsWith(file + ":2:"));
  }

  private List<Problem> problems(Path file) {
    return catchThrowableOfType(UserCodeException.class, () -> reader().read(file.toString()))
        .problems();
  }

  @Test
  void aMavenProjectIsBuiltWithItsParentAndSiblings() throws IOException {
    addGreeter();
    write(
        "shop/pom.xml",
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>demo</groupId><artifactId>parent</artifactId><version>1</version>
          <packaging>pom</packaging>
          <modules><module>api</module><module>app</module></modules>
          <properties><greeter.version>1.0</greeter.version></properties>
          <repositories><repository><id>central</id><url>%s</url></repository></repositories>
          <dependencyManagement><dependencies>
            <dependency><groupId>demo.lib</groupId><artifactId>greeter</artifactId><version>${greeter.version}</version></dependency>
          </dependencies></dependencyManagement>
        </project>
        """
            .formatted(repository.url()));
    write(
        "shop/api/pom.xml",
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <parent><groupId>demo</groupId><artifactId>parent</artifactId><version>1</version></parent>
          <artifactId>api</artifactId>
        </project>
        """);
    write("shop/api/src/main/java/demo/Order.java", "package demo; public record Order(int id) {}");
    write(
        "shop/app/pom.xml",
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <parent><groupId>demo</groupId><artifactId>parent</artifactId><version>1</version></parent>
          <artifactId>app</artifactId>
          <dependencies>
            <dependency><groupId>demo</groupId><artifactId>api</artifactId><version>${project.version}</version></dependency>
            <dependency><groupId>demo.lib</groupId><artifactId>greeter</artifactId></dependency>
            <dependency><groupId>dev.carafe</groupId><artifactId>carafe-client</artifactId><version>9</version></dependency>
            <dependency><groupId>org.junit</groupId><artifactId>junit</artifactId><version>0</version><scope>test</scope></dependency>
          </dependencies>
        </project>
        """);
    write("shop/app/src/main/resources/labels.txt", "cat");
    write(
        "shop/app/src/main/java/demo/Shop.java",
        """
        package demo;
        import dev.carafe.annotations.*;
        @App public class Shop {
          @Function public static Order order(int id) { return new Order(id); }
        }
        """);

    ReadTarget target = reader().read(root.resolve("shop/app").toString());

    assertThat(target.apps()).extracting(AppSpec::name).containsExactly("shop");
    assertThat(target.code().ownClasses()).hasSize(2);
    assertThat(target.code().target().resolve("demo/Shop.class")).isRegularFile();
    assertThat(target.code().target().resolve("labels.txt")).hasContent("cat");
    assertThat(target.code().ownClasses().getLast().resolve("demo/Order.class")).isRegularFile();
    assertThat(target.code().dependencies())
        .extracting(p -> p.getFileName().toString())
        .containsExactly("greeter-1.0.jar", "words-1.0.jar");

    progress.clear();
    assertThat(reader().read(root.resolve("shop/app").toString())).isEqualTo(target);
    assertThat(progress).isEmpty();
  }

  @Test
  void brokenPomsAreReported() throws IOException {
    write("bad/pom.xml", "<project><modelVersion>4.0.0</modelVersion><artifactId>x</project>");

    assertThatThrownBy(() -> reader().read(root.resolve("bad").toString()))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("pom.xml");
  }

  private static final String PLAIN =
      """
      package demo;
      import dev.carafe.annotations.*;
      @App public class Plain { @Function public static int one() { return 1; } }
      """;

  @Test
  void aJarIsReadAsItIsWithTheJarsOfItsManifest() throws IOException {
    Path classes = Sources.compile(root.resolve("plain"), PLAIN);
    Path library = Repository.jar(classes, root.resolve("library.jar"));
    Path jar = Repository.jar(classes, root.resolve("plain.jar"), "library.jar missing.jar");

    ReadTarget target = reader().read(jar.toString());

    assertThat(target.apps()).extracting(AppSpec::name).containsExactly("plain");
    assertThat(target.code().ownClasses()).containsExactly(jar);
    assertThat(target.code().dependencies()).containsExactly(library);
  }

  @Test
  void aClassIsFoundOnTheClassPath() throws IOException {
    Path classes = Sources.compile(root.resolve("plain"), PLAIN, PLAIN.replace("Plain", "Fancy"));

    ReadTarget target = reader(root.resolve("nothing"), classes).read("demo.Plain");

    assertThat(target.apps()).extracting(AppSpec::name).containsExactly("plain");
    assertThat(target.code().target()).isEqualTo(classes);
  }

  @Test
  void nonsenseTargetsSayWhatATargetIs() throws IOException {
    Files.createDirectories(root.resolve("empty"));
    Path text = write("notes.txt", "");
    for (String target :
        List.of(
            "",
            "no.such.Type",
            "missing.java",
            "a/b",
            "a b",
            text.toString(),
            root.resolve("empty").toString())) {
      assertThatThrownBy(() -> reader().read(target))
          .as(target)
          .isInstanceOf(UserCodeException.class)
          .hasMessageContaining("give a .java file");
    }
  }

  @Test
  void aTargetWithoutAnAppSaysSo() throws IOException {
    Path file = write("Nothing.java", "public class Nothing {}");

    assertThatThrownBy(() -> reader().read(file.toString()))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("there is no app in it");
  }

  @Test
  void whatCanBeRunIsListedWithOptionsAndHelp() throws IOException {
    Path file =
        write(
            "Help.java",
            """
            import dev.carafe.annotations.*;
            import dev.carafe.client.Carafe;
            import java.util.*;
            @App public class Help {
              enum Size { SMALL, VERY_LARGE }

              /// Compares two texts. Slowly.
              ///
              /// @param modelId which model
              ///     to use
              @LocalEntrypoint static void main(Carafe carafe, String modelId, Size size,
                  List<Integer> counts, Optional<Double> limit, @Default("7") int top, boolean dry) {}

              /**
               * Runs {@code all} of it.
               * @param request what to do
               */
              @Function public static void job(Map<String, String> request) {}

              @Cls public static class Pool {
                @Parameter String region = "eu";
                @Method @Batched(maxSize = 2) public List<String> up(List<String> words) { return words; }
              }
            }
            """);

    List<RunnableSpec> runnables = reader().read(file.toString()).runnables();

    assertThat(runnables)
        .extracting(r -> r.kind() + " " + r.name() + " " + r.summary())
        .containsExactly(
            "ENTRYPOINT main Compares two texts.",
            "FUNCTION job Runs all of it.",
            "METHOD Pool.up ");
    assertThat(runnables.getFirst().options())
        .extracting(
            o ->
                "%s %s%s%s %s"
                    .formatted(
                        o.name(),
                        o.kind(),
                        o.repeated() ? "*" : "",
                        o.required() ? "!" : "",
                        o.help()))
        .containsExactly(
            "--model-id TEXT! which model to use",
            "--size ENUM! ",
            "--counts INTEGER* ",
            "--limit DECIMAL ",
            "--top INTEGER ",
            "--dry FLAG ");
    assertThat(runnables.getFirst().options().get(1).enumConstants())
        .containsExactly("SMALL", "VERY_LARGE");
    assertThat(runnables.get(1).options())
        .extracting(o -> o.kind() + " " + o.help())
        .containsExactly("JSON what to do");
    assertThat(runnables.getLast().options())
        .extracting(o -> o.name() + " " + o.kind())
        .containsExactly("--words TEXT");
    assertThat(runnables.getLast().classOptions())
        .extracting(o -> o.name() + " " + o.defaultText().orElse(""))
        .containsExactly("--region eu");
  }

  private Path imageApp(String steps) throws IOException {
    addGreeter();
    return write(
        "Pictures.java",
        """
        //DEPS demo.lib:greeter:1.0
        //REPOS %s
        import dev.carafe.annotations.*;
        @App(image = Pictures.Base.class) public class Pictures {
          public static class Base implements ImageDefinition {
            @Override public Image define() {
              %s
            }
          }
          @Function public static void download(String repo) {}
        }
        """
            .formatted(repository.url(), steps));
  }

  @Test
  void imagesAreEvaluatedInAChildAndRemembered() throws IOException {
    Path file =
        imageApp(
            """
            System.out.println("noise");
            return Image.debianSlim().aptInstall("libgomp1").env("A", "1\\t2").workdir("/app")
                .runCommands(StepOptions.NONE.withSecrets("key"), "echo \\"x\\"", "ldconfig")
                .runFunction(Pictures::download, "minilm").forceBuild();
            """);
    ReadTarget target = reader().read(file.toString());

    List<ResolvedImage> images = reader().images(target);

    assertThat(images).hasSize(1);
    assertThat(images.getFirst().spec().name()).isEqualTo("Pictures$Base");
    assertThat(images.getFirst().spec().env()).isEqualTo(Map.of("A", "1\t2"));
    assertThat(images.getFirst().spec().workdir()).isEqualTo("/app");
    assertThat(images.getFirst().spec().steps())
        .extracting(ImageStepSpec::text)
        .containsExactly(
            "debianSlim",
            "aptInstall \"libgomp1\"",
            "env \"A\" \"1\t2\"",
            "workdir \"/app\"",
            "runCommands \"echo \\\"x\\\"\" \"ldconfig\" \"secret=key\"",
            "runFunction \"Pictures::download\" \"minilm\"",
            "forceBuild");
    assertThat(progress).contains("Evaluating Pictures$Base");
    progress.clear();
    List<ImageStepSpec> first = images.getFirst().spec().steps();
    List<ImageStepSpec> second = reader().images(target).getFirst().spec().steps();
    assertThat(second.subList(0, 6)).isEqualTo(first.subList(0, 6));
    assertThat(second.getLast()).isNotEqualTo(first.getLast()); // forced each time
    assertThat(progress).isEmpty();
  }

  @Test
  void functionsOfAnImageKnowTheirArgumentsAndTheirCode() throws IOException {
    String definition =
        """
        return Image.debianSlim().runFunction(Pictures::download, "it's \\"x\\"\\n");
        """;
    ImageStepSpec.RunFunction step = function(imageApp(definition));
    assertThat(step.function()).isEqualTo("Pictures::download");
    assertThat(step.descriptor()).isEqualTo("(Ljava/lang/String;)V");
    assertThat(step.arguments()).containsExactly("\"it's \\\"x\\\"\\u000a\"");

    Path file = imageApp(definition);
    Files.writeString(
        file, Files.readString(file).replace("String repo) {", "String repo) { // later\n"));
    assertThat(function(file)).isEqualTo(step);
    Files.writeString(
        file, Files.readString(file).replace("String repo) {", "String repo) { repo.trim();"));
    assertThat(function(file).code()).isNotEqualTo(step.code());
  }

  private ImageStepSpec.RunFunction function(Path file) {
    return (ImageStepSpec.RunFunction)
        reader().images(reader().read(file.toString())).getFirst().spec().steps().getLast();
  }

  @Test
  void failingImageDefinitionsSayWhy() throws IOException {
    Path throwing = imageApp("throw new IllegalStateException(\"no idea\");");
    assertThatThrownBy(() -> reader().images(reader().read(throwing.toString())))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("Pictures$Base#define")
        .hasMessageContaining("no idea")
        .hasMessageContaining("Pictures.java:7");

    Path exiting = imageApp("System.out.println(\"bye\"); System.exit(3); return null;");
    assertThatThrownBy(() -> reader().images(reader().read(exiting.toString())))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("bye");
  }

  @Test
  void aVariableThatNoShellCanSetIsAMistake() throws IOException {
    Path file = imageApp("return Image.debianSlim().env(\"A-B\", \"1\");");

    assertThatThrownBy(() -> reader().images(reader().read(file.toString())))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("Pictures$Base#define")
        .hasMessageContaining("env(\"A-B\", …) cannot be set")
        .hasMessageContaining("no digit first");
  }

  @Test
  void aStepWithNothingToDoIsAMistake() throws IOException {
    for (String step : List.of("aptInstall", "runCommands")) {
      Path file = imageApp("return Image.debianSlim().%s();".formatted(step));

      assertThatThrownBy(() -> reader().images(reader().read(file.toString())))
          .isInstanceOf(UserCodeException.class)
          .hasMessageContaining(step + "() has nothing to do")
          .hasMessageContaining("name one, or remove the step");
    }
  }

  @Test
  void mavenInstallBecomesJarsOnTheClassPath() throws IOException {
    reader().read(greeting().toString()); // brings greeter into the local repository
    Path file = imageApp("return Image.debianSlim().mavenInstall(\"demo.lib:greeter:1.0\");");
    ReadTarget target = reader().read(file.toString());

    ResolvedImage image = reader().images(target).getFirst();

    assertThat(image.spec().classPath())
        .extracting(j -> j.fileName())
        .containsExactly("greeter-1.0.jar", "words-1.0.jar");
    assertThat(image.spec().steps()).containsExactly(new ImageStepSpec.DebianSlim());
    assertThat(image.files())
        .containsOnlyKeys(image.spec().classPath().stream().map(j -> j.blob()).toList());
  }
}
