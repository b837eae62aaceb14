package dev.carafe.image.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.testing.Sources;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.Batching;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.HookSpec;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Schedule;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Timeouts;
import dev.carafe.model.app.WebRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppReaderTest {
  @TempDir Path root;

  private List<AppSpec> read(String... sources) throws IOException {
    return new AppReader(List.of(annotations())).read(List.of(Sources.compile(root, sources)));
  }

  private AppSpec readOne(String... sources) throws IOException {
    List<AppSpec> apps = read(sources);
    assertThat(apps).hasSize(1);
    return apps.getFirst();
  }

  private static Path annotations() {
    return Path.of(
        dev.carafe.annotations.App.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());
  }

  private static final String EMBEDDINGS =
      """
      package demo;

      import dev.carafe.annotations.*;
      import dev.carafe.client.Carafe;
      import java.util.*;
      import java.util.stream.Stream;

      @App("embeddings")
      public final class Embeddings {
        public record Download(String commit, long bytes) {}

        public static final class InferenceImage implements ImageDefinition {
          @Override public Image define() { return Image.debianSlim(); }
        }

        @Function(image = InferenceImage.class,
            volumes = @Mount(volume = "model-weights-vol", path = "/models"),
            secrets = "hf-token", timeout = "30m")
        public static Download downloadModel(String repoId, Optional<String> revision) {
          return null;
        }

        @Cls(gpu = {"H100", "A100:2", "any"}, cpu = 2, memory = "4GiB",
            volumes = @Mount(volume = "model-weights-vol", path = "/models", readOnly = true),
            minContainers = 1, maxContainers = 10, scaledownWindow = "90s",
            startupTimeout = "10m", retries = @Retries(3), env = "A=b=c")
        @Concurrent(max = 8, target = 4)
        public static class Embedder {
          @Parameter String modelId = "all-MiniLM-L6-v2";
          @Parameter long seed = 42;
          @Parameter boolean fast = true;
          @Parameter double scale = 1.5;
          @Parameter Mode mode = Mode.GENTLE;
          @Parameter byte[] salt = {1, 0, 3};
          @Parameter int required;
          private Object session = new Object();

          public enum Mode { GENTLE, BRISK }

          @Enter void load() {}
          @Method public float[] embed(String text) { return null; }
          @Method @Batched(maxSize = 64, maxWait = "20ms")
          public List<float[]> embedAll(List<String> texts) { return null; }
          @Method public Stream<String> tokens(String text, Map<String, int[]> options) {
            return null;
          }
          @Exit void close() {}
        }

        @Function @Cron(value = "0 3 * * *", zone = "Europe/Paris") public static void nightly() {}
        @Function @Period("6h") public static void refresh(@Default("10") int count) {}
        @Function @WebEndpoint(method = "post", path = "/embed")
        public static float[] web(String text) { return null; }

        @LocalEntrypoint
        static void main(Carafe carafe, String text) {}
      }
      """;

  @Test
  void everyElementOfTheProductsExampleIsRead() throws IOException {
    AppSpec app = readOne(EMBEDDINGS);

    assertThat(app.name()).isEqualTo("embeddings");
    assertThat(app.services())
        .extracting(ServiceSpec::name)
        .containsExactly("downloadModel", "nightly", "refresh", "web", "Embedder");
    ServiceSpec download = app.service("downloadModel").orElseThrow();
    assertThat(download.kind()).isEqualTo(ServiceSpec.Kind.FUNCTION);
    assertThat(download.className()).isEqualTo("demo.Embeddings");
    assertThat(download.image()).isEqualTo("demo.Embeddings$InferenceImage");
    assertThat(download.secrets()).containsExactly("hf-token");
    assertThat(download.timeouts())
        .isEqualTo(new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(30)));
    assertThat(download.functions())
        .containsExactly(
            new FunctionSpec(
                "downloadModel",
                "downloadModel",
                "(Ljava/lang/String;Ljava/util/Optional;)Ldemo/Embeddings$Download;",
                true,
                List.of(
                    new ArgumentSpec("repoId", "java.lang.String", Optional.empty()),
                    new ArgumentSpec(
                        "revision", "java.util.Optional<java.lang.String>", Optional.empty())),
                "demo.Embeddings$Download",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void clsElementsAreRead() throws IOException {
    ServiceSpec embedder = readOne(EMBEDDINGS).service("Embedder").orElseThrow();

    assertThat(embedder.kind()).isEqualTo(ServiceSpec.Kind.CLS);
    assertThat(embedder.className()).isEqualTo("demo.Embeddings$Embedder");
    assertThat(embedder.resources().gpu())
        .containsExactly(
            new GpuRequest("H100", 1), new GpuRequest("A100", 2), new GpuRequest("any", 1));
    assertThat(embedder.resources().cpu()).isEqualTo(2);
    assertThat(embedder.resources().memoryBytes()).isEqualTo(4L << 30);
    assertThat(embedder.scaling()).isEqualTo(new Scaling(1, 10, 0, Duration.ofSeconds(90)));
    assertThat(embedder.concurrency()).isEqualTo(new Concurrency(8, 4));
    assertThat(embedder.timeouts())
        .isEqualTo(new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(10)));
    assertThat(embedder.retries())
        .isEqualTo(new RetryPolicy(3, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(60)));
    assertThat(embedder.mounts())
        .containsExactly(new MountSpec("model-weights-vol", "/models", true, true, ""));
    assertThat(embedder.env()).isEqualTo(Map.of("A", "b=c"));
    assertThat(embedder.enter()).containsExactly(new HookSpec("demo.Embeddings$Embedder", "load"));
    assertThat(embedder.exit()).containsExactly(new HookSpec("demo.Embeddings$Embedder", "close"));
  }

  @Test
  void parametersHaveTheirConstantsAsDefaults() throws IOException {
    ServiceSpec embedder = readOne(EMBEDDINGS).service("Embedder").orElseThrow();

    assertThat(embedder.parameters())
        .extracting(ParameterSpec::name, ParameterSpec::type, ParameterSpec::defaultText)
        .containsExactly(
            tuple("modelId", ParameterSpec.Type.STRING, "all-MiniLM-L6-v2"),
            tuple("seed", ParameterSpec.Type.LONG, "42"),
            tuple("fast", ParameterSpec.Type.BOOLEAN, "true"),
            tuple("scale", ParameterSpec.Type.DOUBLE, "1.5"),
            tuple("mode", ParameterSpec.Type.ENUM, "GENTLE"),
            tuple("salt", ParameterSpec.Type.BYTES, "AQAD"),
            org.assertj.core.api.Assertions.tuple(
                "required", ParameterSpec.Type.INT, Optional.empty()));
    assertThat(embedder.parameter("mode").orElseThrow().enumConstants())
        .containsExactly("GENTLE", "BRISK");
  }

  private static org.assertj.core.groups.Tuple tuple(
      String name, ParameterSpec.Type type, String text) {
    return org.assertj.core.api.Assertions.tuple(name, type, Optional.of(text));
  }

  @Test
  void methodsSchedulesRoutesAndEntrypointsAreRead() throws IOException {
    AppSpec app = readOne(EMBEDDINGS);

    FunctionSpec batched = app.function("Embedder.embedAll").orElseThrow();
    assertThat(batched.batched()).contains(new Batching(64, Duration.ofMillis(20)));
    assertThat(batched.signature())
        .isEqualTo("(java.util.List<java.lang.String>) java.util.List<float[]>");
    FunctionSpec tokens = app.function("Embedder.tokens").orElseThrow();
    assertThat(tokens.generator()).isTrue();
    assertThat(tokens.signature())
        .isEqualTo(
            "(java.lang.String, java.util.Map<java.lang.String, int[]>)"
                + " java.util.stream.Stream<java.lang.String>");
    assertThat(app.function("nightly").orElseThrow().schedule())
        .contains(new Schedule.Cron("0 3 * * *", ZoneId.of("Europe/Paris")));
    assertThat(app.function("refresh").orElseThrow().schedule())
        .contains(new Schedule.Every(Duration.ofHours(6)));
    assertThat(app.function("refresh").orElseThrow().arguments())
        .containsExactly(new ArgumentSpec("count", "int", Optional.of("10")));
    assertThat(app.function("web").orElseThrow().web()).contains(new WebRoute("POST", "/embed"));
    assertThat(app.entrypoints())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.name()).isEqualTo("main");
              assertThat(e.takesCarafe()).isTrue();
              assertThat(e.arguments())
                  .containsExactly(new ArgumentSpec("text", "java.lang.String", Optional.empty()));
            });
  }

  @Test
  void anAppIsNamedAfterItsClassAndTopLevelClassesJoinIt() throws IOException {
    List<AppSpec> apps =
        read(
            """
            package demo;
            import dev.carafe.annotations.*;
            @App public class HTTPImageServer2 {
              @Function public static void a() {}
            }
            """,
            """
            package demo;
            import dev.carafe.annotations.*;
            @Cls(app = "http-image-server2") public class Resizer {
              @Method public void resize() {}
            }
            """,
            """
            package demo;
            import dev.carafe.annotations.*;
            @App("other") @Cls(name = "Alone") public class Single {
              @Method(name = "go") public void run() {}
            }
            """);

    assertThat(apps).extracting(AppSpec::name).containsExactly("http-image-server2", "other");
    assertThat(apps.getFirst().services())
        .extracting(ServiceSpec::name)
        .containsExactly("a", "Resizer");
    assertThat(apps.getLast().function("Alone.go")).isPresent();
  }

  @Test
  void ownValuesWinOverTheDefaultsOfTheApp() throws IOException {
    AppSpec app =
        readOne(
            """
            package demo;
            import dev.carafe.annotations.*;
            @App(image = Defaults.Slim.class, secrets = "shared", env = {"A=1", "B=2"},
                volumes = {@Mount(volume = "v", path = "/v/"), @Mount(volume = "w", path = "/w")})
            public class Defaults {
              public static class Slim implements ImageDefinition {
                @Override public Image define() { return Image.debianSlim(); }
              }
              @Function public static void plain() {}
              @Function(env = "B=3", secrets = "own", volumes = @Mount(volume = "x", path = "/v"))
              public static void special() {}
            }
            """);

    ServiceSpec plain = app.service("plain").orElseThrow();
    assertThat(plain.image()).isEqualTo("demo.Defaults$Slim");
    assertThat(plain.mounts()).extracting(MountSpec::path).containsExactly("/v", "/w");
    ServiceSpec special = app.service("special").orElseThrow();
    assertThat(special.env()).isEqualTo(Map.of("A", "1", "B", "3"));
    assertThat(special.secrets()).containsExactly("shared", "own");
    assertThat(special.mounts()).extracting(MountSpec::volume).containsExactly("w", "x");
  }

  @Test
  void hooksRunSuperclassFirstAndOverriddenOnesOnlyOnce() throws IOException {
    AppSpec app =
        readOne(
            """
            package demo;
            import dev.carafe.annotations.*;
            public abstract class Base {
              @Parameter String region = "eu";
              @Enter void connect() {}
              @Enter void warm() {}
              @Exit void disconnect() {}
              @Method public String ping() { return ""; }
            }
            """,
            """
            package demo;
            import dev.carafe.annotations.*;
            @App public class Lines {
              @Cls public static class Phone extends Base {
                @Enter @Override void warm() {}
                @Enter void dial() {}
                @Exit void hangUp() {}
                @Method public void talk() {}
              }
            }
            """);

    ServiceSpec phone = app.service("Phone").orElseThrow();
    assertThat(phone.enter())
        .containsExactly(
            new HookSpec("demo.Base", "connect"),
            new HookSpec("demo.Lines$Phone", "warm"),
            new HookSpec("demo.Lines$Phone", "dial"));
    assertThat(phone.exit())
        .containsExactly(
            new HookSpec("demo.Lines$Phone", "hangUp"), new HookSpec("demo.Base", "disconnect"));
    assertThat(phone.functions())
        .extracting(FunctionSpec::name)
        .containsExactly("Phone.ping", "Phone.talk");
    assertThat(phone.parameters()).extracting(ParameterSpec::name).containsExactly("region");
  }

  @Test
  void overloadsCarryTheirParameterTypes() throws IOException {
    AppSpec app =
        readOne(
            """
            package demo;
            import dev.carafe.annotations.*;
            import java.util.List;
            @App public class Over {
              @Cls public static class Box {
                @Method public void put(String key, int count) {}
                @Method public void put(List<String> keys) {}
                @Method public void take() {}
              }
            }
            """);

    assertThat(app.services().getFirst().functions())
        .extracting(FunctionSpec::name)
        .containsExactly("Box.put(String,int)", "Box.put(List)", "Box.take");
  }

  @Test
  void aFunctionMayBeAnInstanceMethod() throws IOException {
    AppSpec app =
        readOne(
            """
            package demo;
            import dev.carafe.annotations.*;
            @App public class Job {
              @Function(name = "go") public int run() { return 1; }
            }
            """);

    assertThat(app.function("go").orElseThrow().isStatic()).isFalse();
    assertThat(app.service("go").orElseThrow().kind()).isEqualTo(ServiceSpec.Kind.FUNCTION);
  }

  @Test
  void namesOfParametersComeFromDebugTablesToo() throws IOException {
    Path classes =
        Sources.compile(
            root,
            List.of("-g"),
            """
            package demo;
            import dev.carafe.annotations.*;
            @App public class Names {
              @Function public void run(long first, double second, String third) {}
            }
            """);

    AppSpec app = new AppReader(List.of()).read(List.of(classes)).getFirst();

    assertThat(app.function("run").orElseThrow().arguments())
        .extracting(ArgumentSpec::name)
        .containsExactly("first", "second", "third");
  }

  @Test
  void problemsOfClassFilesNameClassAndMember() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    package demo;
                    import dev.carafe.annotations.*;
                    import java.nio.file.Path;
                    @App public class Wrong {
                      record Doc(String title, Path source) {}
                      @Cls(memory = "lots") public static class Pool {
                        @Parameter String id = System.getProperty("x");
                        @Enter static void load(int n) {}
                        @Method public void store(Doc doc) {}
                      }
                    }
                    """))
        .isInstanceOfSatisfying(
            UserCodeException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.text())
                    .containsExactlyInAnyOrder(
                        "demo.Wrong$Pool#id: the initialiser of @Parameter field id is no"
                            + " constant, defaults are read without running code: write a literal,"
                            + " or no initialiser to make it required",
                        "demo.Wrong$Pool#load: @Enter method load is static, hooks run on a"
                            + " container's object: remove static",
                        "demo.Wrong$Pool#load: @Enter method load has parameters, nobody passes"
                            + " arguments to a hook: remove them, and use @Parameter fields for"
                            + " settings",
                        "demo.Wrong$Pool#store: parameter doc of store has type Doc, which cannot"
                            + " travel, source of Doc has type Path: a path means nothing on another"
                            + " machine: pass the content as byte[] or InputStream, or a String path"
                            + " in a Volume",
                        "demo.Wrong$Pool: @Cls memory = \"lots\" is no size, sizes are a number and"
                            + " its unit: KiB, MiB, GiB, TiB, or KB, MB, GB, TB: write it like"
                            + " \"512MiB\", \"4GiB\" or \"1.5GB\""));
  }

  @Test
  void brokenClassFilesAreNamed() throws IOException {
    java.nio.file.Files.write(root.resolve("Bad.class"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> new AppReader(List.of()).read(List.of(root)))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("Bad.class: this is no class file");
  }
}
