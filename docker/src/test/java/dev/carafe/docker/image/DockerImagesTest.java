package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import dev.carafe.docker.NeedsDocker;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.docker.engine.Labels;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.ImageStepSpec.AddLocal;
import dev.carafe.model.app.ImageStepSpec.AptInstall;
import dev.carafe.model.app.ImageStepSpec.Env;
import dev.carafe.model.app.ImageStepSpec.FromDockerfile;
import dev.carafe.model.app.ImageStepSpec.FromRegistry;
import dev.carafe.model.app.ImageStepSpec.RunCommands;
import dev.carafe.model.app.ImageStepSpec.RunFunction;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.ImageStepSpec.Workdir;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.ImageStock;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
class DockerImagesTest {
  private static final ContainerUser USER = new ContainerUser(65532, 65532);

  private final DockerClient docker = Daemon.connect(System.getenv()).patient();
  private final String token = UUID.randomUUID().toString();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;
  @TempDir private Path blobFolder;
  private List<Path> code = List.of();
  private FolderBlobs blobs;
  private final AtomicInteger returned = new AtomicInteger();
  private DockerImages images;
  private Set<String> before;

  @BeforeEach
  void start() {
    blobs = new FolderBlobs(blobFolder);
    images =
        new DockerImages(
            docker,
            folder,
            blobs,
            Lending.secrets(name -> Map.of("TOKEN", "it's " + token, "NAME", name)),
            USER,
            Lending.JAVA);
    String _ = images.ensure(ImageSpec.DEFAULT, List.of(), System.out::println);
    before = layers();
  }

  @AfterEach
  void removeLayers() throws IOException {
    for (Set<String> made = made(); !made.isEmpty(); made = made()) {
      int removed = made.stream().mapToInt(this::remove).sum();
      assertThat(removed).as("images that can be removed").isPositive();
    }
    assertThat(containers()).isEmpty();
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("logs"));
    docker.close();
  }

  private Set<String> made() {
    Set<String> made = layers();
    made.removeAll(before);
    return made;
  }

  /// Those that others stand on go after them.
  private int remove(String image) {
    try {
      docker.removeImageCmd(image).withForce(true).exec();
      return 1;
    } catch (NotFoundException _) {
      return 1;
    } catch (ConflictException _) {
      return 0;
    }
  }

  private Set<String> layers() {
    return docker.listImagesCmd().withShowAll(true).withLabelFilter(Labels.LAYER).exec().stream()
        .map(Image::getId)
        .collect(Collectors.toSet());
  }

  private List<?> containers() {
    return docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.BUILD, folder.toAbsolutePath().toString()))
        .exec();
  }

  private String ensure(ImageStepSpec... steps) {
    return images.ensure(image(steps), code, lines::add);
  }

  private static ImageSpec image(ImageStepSpec... steps) {
    return new ImageSpec("demo.Base", List.of(steps), List.of(), Map.of(), "");
  }

  private static RunCommands run(String... commands) {
    return new RunCommands(List.of(commands), StepNeeds.NOTHING);
  }

  private AddLocal add(LocalFile... files) {
    return new AddLocal(true, "x", "/", List.of(files));
  }

  @Test
  void whatStepsMakeOutsideOfTheSystemsFoldersBelongsToTheContainersUser() throws Exception {
    String image =
        ensure(
            run("mkdir -p /made/deep /usr/kept", "echo %s > /made/deep/x".formatted(token)),
            add(blobs.file("/files/y", 0600, token)),
            new Workdir("/app"),
            new Workdir("/srv"));
    assertThat(
            output(
                image,
                "stat -c '%u %a %n' /made /made/deep/x /files /files/y /app /srv / /usr/kept /etc"))
        .containsExactly(
            "65532 755 /made",
            "65532 644 /made/deep/x",
            "65532 755 /files",
            "65532 600 /files/y",
            "65532 755 /app",
            "65532 755 /srv",
            "0 755 /",
            "0 755 /usr/kept",
            "0 755 /etc");
  }

  /// What a command prints in a container of the image.
  private List<String> output(String image, String command) throws InterruptedException {
    List<String> printed = new ArrayList<>();
    BuildOutput output = new BuildOutput(printed::add);
    try (StepContainer container =
        StepContainer.create(
            docker, image, folder.toString(), List.of("sh", "-c", command), create -> create)) {
      assertThat(container.run(output)).isZero();
    }
    return printed;
  }

  @Test
  void stepsRunInTheirOrderWithWhatWentBefore() throws InterruptedException {
    String image =
        ensure(
            new Env("GREETING", "it's " + token),
            new Workdir("/app"),
            add(blobs.file("/app/labels.txt", 0644, "a\n")),
            run("cat labels.txt > out", "echo \"$GREETING\" >> out; pwd", "echo \u00fc >&2"));

    assertThat(output(image, "cat /app/out")).containsExactly("a", "it's " + token);
    assertThat(lines)
        .contains("$ cat labels.txt > out", "/app", "\u00fc")
        .anyMatch(l -> l.startsWith("Building addLocalDir"))
        .anyMatch(l -> l.startsWith("Building runCommands"));
  }

  @Test
  void anUnchangedImageIsFoundAndNothingIsSaid() {
    String first = ensure(run("echo " + token));
    lines.clear();

    assertThat(ensure(run("echo " + token))).isEqualTo(first);
    assertThat(lines).isEmpty();
  }

  @Test
  void onlyWhatChangedIsBuilt() {
    String _ = ensure(run("echo " + token), run("echo one"));
    lines.clear();

    String _ = ensure(run("echo " + token), run("echo two"));

    assertThat(lines.subList(0, 3))
        .containsExactly("Building runCommands \"echo two\"", "$ echo two", "two");
    assertThat(lines.subList(3, lines.size())).singleElement().asString().startsWith("Built in ");
  }

  @Test
  void whatAStepPrintsIsShownInItsOrderToItsLastWord() {
    for (int i = 0; i < 4; i++) {
      lines.clear();
      String _ = ensure(run("echo one; echo two >&2; printf '%s' " + token + i));
      assertThat(lines.subList(2, lines.size() - 1)).containsExactly("one", "two", token + i);
    }
  }

  @Test
  void aFailingStepSaysItsLastLinesAndLeavesNothing() {
    Set<String> all = all();

    assertThatThrownBy(
            () -> ensure(run("seq 100 130; echo " + token, "echo no such thing >&2; exit 7")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("of the image demo.Base ended with exit code 7")
        .hasMessageContaining("no such thing")
        .hasMessageContaining("130")
        .hasMessageNotContaining("\n  105\n");
    assertThat(containers()).isEmpty();
    assertThat(all()).isEqualTo(all);
  }

  private Set<String> all() {
    return docker.listImagesCmd().withShowAll(true).exec().stream()
        .map(Image::getId)
        .collect(Collectors.toSet());
  }

  @Test
  void anImageRemovedByHandIsBuiltAgain() throws InterruptedException {
    String first = ensure(run("echo " + token + " > /made"));
    docker.removeImageCmd(first).withForce(true).exec();

    assertThat(output(ensure(run("echo " + token + " > /made")), "cat /made"))
        .containsExactly(token);
  }

  @Test
  void twoWhoNeedALayerWaitForOneBuild() throws Exception {
    ImageSpec image = image(run("echo " + token, "sleep 1"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> one = threads.submit(() -> images.ensure(image, List.of(), lines::add));
      Future<String> two = threads.submit(() -> images.ensure(image, List.of(), lines::add));

      assertThat(one.get()).isEqualTo(two.get());
    }
    assertThat(lines).filteredOn(l -> l.startsWith("Building")).hasSize(1);
  }

  @Test
  void fileLayersAreReproducibleAndLeaveFoldersAsTheyWere() throws InterruptedException {
    AddLocal files =
        add(
            blobs.file("/app/" + "deep/".repeat(30) + "a.txt", 0644, token),
            blobs.file("/app/bin/tool", 0755, "#!/bin/sh\necho " + token),
            blobs.file("/bin/carafe-tool", 0755, "#!/bin/sh\necho linked"),
            blobs.file("/tmp/x", 0644, "x"),
            blobs.file("/top", 0644, "t"));
    String first = ensure(files);
    List<String> layers = rootFs(first);
    docker.removeImageCmd(first).withForce(true).exec();
    String second = ensure(files);

    assertThat(rootFs(second)).isEqualTo(layers);
    assertThat(
            output(
                second,
                "stat -c '%a %u %n' /tmp /app/bin/tool /top; test -L /bin; carafe-tool; /app/bin/tool"))
        .containsExactly(
            "1777 0 /tmp", "755 65532 /app/bin/tool", "644 65532 /top", "linked", token);
  }

  private List<String> rootFs(String image) {
    InspectImageResponse inspected = docker.inspectImageCmd(image).exec();
    return List.copyOf(inspected.getRootFS().getLayers());
  }

  @Test
  void secretsAreThereForTheStepAndNotInTheImage() throws InterruptedException {
    RunCommands step =
        new RunCommands(
            List.of("test \"$TOKEN\" = \"it's " + token + "\"", "echo $NAME"),
            new StepNeeds(List.of("hub"), List.of(), List.of()));
    String image = ensure(step, run("env > /env"));

    assertThat(lines).contains("hub");
    assertThat(output(image, "cat /env; ls -a /dev"))
        .noneMatch(l -> l.contains("TOKEN") || l.contains("carafe-secrets"));
  }

  @Test
  void aptInstallBringsPackages() throws InterruptedException {
    String image = ensure(run("echo " + token), new AptInstall(List.of("hello")));

    assertThat(output(image, "hello; ls /var/lib/apt/lists")).containsExactly("Hello, world!");
  }

  @Test
  void whatIsNoPackageIsRefusedBeforeItRuns() {
    assertThatThrownBy(() -> ensure(new AptInstall(List.of("-o=x; reboot"))))
        .hasMessageContaining("names no Debian package");
  }

  @Test
  void aDockerfileIsABase() throws InterruptedException {
    String debian = images.ensure(ImageSpec.DEFAULT, List.of(), lines::add);
    FromDockerfile step =
        new FromDockerfile(
            "Dockerfile",
            List.of(
                blobs.file(
                    "Dockerfile",
                    0644,
                    "FROM %s\nCOPY a/ /a/\nRUN cat /a/x > /made\n".formatted(debian.substring(7))),
                blobs.file("a/x", 0644, token)));
    String image = ensure(step, run("echo more >> /made"));

    assertThat(output(image, "cat /made")).containsExactly(token + "more");
    lines.clear();
    assertThat(ensure(step, run("echo more >> /made"))).isEqualTo(image);
    assertThat(lines).isEmpty();
  }

  @Test
  void aFailingDockerfileSaysItsLastLines() {
    String debian = images.ensure(ImageSpec.DEFAULT, List.of(), lines::add);
    String file = "FROM %s\nRUN echo because; exit 3\n".formatted(debian.substring(7));

    assertThatThrownBy(
            () ->
                ensure(
                    new FromDockerfile(
                        "Dockerfile", List.of(blobs.file("Dockerfile", 0644, file)))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("code: 3")
        .hasMessageContaining("because");
  }

  @Test
  void imagesOfARegistryAreWhatTheEngineHasOrAnError() {
    String debian = images.ensure(ImageSpec.DEFAULT, List.of(), lines::add);
    docker.tagImageCmd(debian, "carafe-test/" + token, "1").exec();
    try {
      assertThat(ensure(new FromRegistry("carafe-test/" + token + ":1", ""))).isEqualTo(debian);
    } finally {
      docker.removeImageCmd("carafe-test/" + token + ":1").exec();
    }
    assertThatThrownBy(() -> ensure(new FromRegistry("localhost:1/none:1", "")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("localhost:1/none:1")
        .hasMessageContaining("cannot be pulled");
  }

  private String argument() {
    return "\"größe " + token + "\"";
  }

  private RunFunction call(String method, StepNeeds needs) {
    code = List.of(Path.of("target/test-classes"));
    return new RunFunction("demo.App::" + method, "()V", List.of(argument()), "c", needs);
  }

  @Test
  void aFunctionRunsInTheImageAndItsFilesAreTheLayer() throws InterruptedException {
    String image = ensure(new Env("GREETING", "hi"), call("bake", StepNeeds.NOTHING));

    assertThat(lines).contains("running bake");
    assertThat(output(image, "cat /made; ls -d /carafe /dev/carafe /root/* 2>/dev/null || true"))
        .containsExactly("demo.App bake ()V " + argument(), "TOKEN=hi");
    lines.clear();
    assertThat(ensure(new Env("GREETING", "hi"), call("bake", StepNeeds.NOTHING))).isEqualTo(image);
    assertThat(lines).isEmpty();
  }

  @Test
  void aFailingFunctionShowsItsExceptionAndLeavesNothing() {
    Set<String> all = all();

    assertThatThrownBy(() -> ensure(call("fail", StepNeeds.NOTHING)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("runFunction \"demo.App::fail\"")
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("IllegalStateException: boom");
    assertThat(containers()).isEmpty();
    assertThat(all()).isEqualTo(all);
  }

  @Test
  void stepsWriteToTheirVolumesAndTheLayerHasNothingOfIt() throws Exception {
    Path run = Files.createDirectory(blobFolder.resolve("run"));
    var view =
        new VolumeAttachment(
            "weights",
            "/vol",
            false,
            Files.createDirectory(run.resolve("tree")),
            Files.createDirectory(run.resolve("upper")),
            Files.createDirectory(run.resolve("work")));
    AtomicInteger commits = new AtomicInteger();
    Lender lender =
        new Lender(
            name -> Map.of("TOKEN", name),
            mounts -> {
              assertThat(mounts)
                  .allMatch(m -> m.volume().equals("weights") && m.path().equals("/vol"));
              return new Lending.Lent(
                  mounts.isEmpty() ? List.of() : List.of(view), commits::incrementAndGet);
            },
            (_, _, _) -> Lending.NO_GPUS);
    images = new DockerImages(docker, folder, blobs, lender, USER, Lending.JAVA);
    StepNeeds needs = new StepNeeds(List.of("hub"), List.of("weights:/vol"), List.of());

    String image = ensure(call("bake", needs));
    assertThat(commits.get()).isEqualTo(1);
    assertThat(view.upper().resolve("made")).hasContent("bake");
    assertThat(output(image, "ls -A /vol; cat /made")).hasSize(2);

    assertThatThrownBy(() -> ensure(call("fail", needs))).isInstanceOf(EngineException.class);
    assertThat(commits.get()).as("of a step that failed").isEqualTo(1);

    String _ = ensure(new RunCommands(List.of("echo " + token + " > /vol/shell"), needs));
    assertThat(commits.get()).isEqualTo(2);
    assertThat(view.upper().resolve("shell")).hasContent(token);
    assertThatThrownBy(
            () -> ensure(call("bake", new StepNeeds(List.of(), List.of("weights"), List.of()))))
        .hasMessageContaining("withVolumes(\"name:/path\")");
  }

  @Test
  void aStepWithAGpuIsGivenItAloneAndReturnsIt() throws Exception {
    StepNeeds needs = new StepNeeds(List.of(), List.of(), List.of("H100"));
    lending(new GpuDevice("1", Optional.empty()));
    String gpus = "echo $NVIDIA_VISIBLE_DEVICES/$CUDA_VISIBLE_DEVICES ";
    String image =
        ensure(
            new RunCommands(List.of(gpus + token + " > /with"), needs),
            run(gpus + token + " > /without"));
    assertThat(output(image, "cat /with /without"))
        .containsExactly("void/1 " + token, "void/ " + token);
    assertThat(returned.get()).isEqualTo(2);
  }

  @Test
  void aGpuThatTheEngineCannotGiveIsNamedAndReturned() {
    StepNeeds needs = new StepNeeds(List.of(), List.of(), List.of("H100"));
    lending(new GpuDevice("1", Optional.of("GPU-" + token)));
    assertThatThrownBy(() -> ensure(new RunCommands(List.of("echo " + token), needs)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("gpu=H100")
        .hasMessageContaining("NVIDIA's container toolkit");
    assertThat(returned.get()).isEqualTo(1);
  }

  private void lending(GpuDevice device) {
    Lender lender =
        new Lender(
            name -> Map.of(),
            mounts -> new Lending.Lent(List.of(), () -> {}),
            (_, choices, _) ->
                new StepGpus.Lent(
                    choices.isEmpty() ? List.of() : List.of(device), returned::incrementAndGet));
    images = new DockerImages(docker, folder, blobs, lender, USER, Lending.JAVA);
  }

  @Test
  void theOutputOfABuildIsKeptAlsoWhenItFails() {
    RunCommands good = run("echo hello " + token);
    String _ = ensure(good);
    RunCommands bad = run("echo oh", "exit 3");
    assertThatThrownBy(() -> ensure(good, bad)).isInstanceOf(EngineException.class);

    List<ImageStock.Log> logs = stock().logs();
    assertThat(logs).extracting(ImageStock.Log::step).contains(good.text(), bad.text());
    ImageStock.Log first =
        logs.stream().filter(l -> l.step().equals(good.text())).findFirst().orElseThrow();
    assertThat(first.image()).isEqualTo("demo.Base");
    assertThat(first.lines()).containsExactly("$ echo hello " + token, "hello " + token);
    assertThat(first.end()).startsWith("Built in ");
    ImageStock.Log failed =
        logs.stream().filter(l -> l.step().equals(bad.text())).findFirst().orElseThrow();
    assertThat(failed.lines()).contains("oh");
    assertThat(failed.end()).contains("exit code 3");
    assertThat(stock().logs(stock().standing(image(good)).keys())).containsExactly(first);
  }

  private ImageStock stock() {
    return images.stock().orElseThrow();
  }

  @Test
  void pruneRemovesWhatNoImageNeedsAndNothingElse() {
    RunCommands shared = run("head -c 100000 /dev/urandom > /" + token);
    String kept = ensure(shared, run("echo one > /one"));
    String gone = ensure(shared, run("head -c 50000 /dev/zero > /two"));
    ImageSpec needed = image(shared, run("echo one > /one"));

    ImageStock.Pruned told = stock().prune(List.of(needed), false, true);
    assertThat(told.removed()).extracting(ImageStock.Stored::id).containsExactly(gone);
    assertThat(told.removed().getFirst().ownBytes()).isEqualTo(50_000);
    assertThat(all()).contains(gone, kept);

    ImageStock.Pruned done = stock().prune(List.of(needed), false, false);
    assertThat(done.removed()).isEqualTo(told.removed());
    assertThat(all()).contains(kept).doesNotContain(gone);
    assertThat(stock().standing(needed).top().orElseThrow().id()).isEqualTo(kept);

    assertThat(stock().prune(List.of(), false, false).removed()).hasSize(2);
    assertThat(all()).doesNotContain(kept);
    assertThat(stock().standing(needed).top()).isEmpty();
    assertThat(stock().standing(needed).keys()).hasSize(2);
  }

  @Test
  void layersOfOtherServersAndThoseInUseAreSpared() throws IOException {
    String mine = ensure(run("echo mine " + token));
    Path theirFolder = Files.createDirectory(blobFolder.resolve("other"));
    var others = new DockerImages(docker, theirFolder, blobs, Lending.NOTHING, USER, Lending.JAVA);
    String theirs = others.ensure(image(run("echo theirs " + token)), List.of(), lines::add);
    try (StepContainer _ =
        StepContainer.create(docker, mine, folder.toString(), List.of("sh"), create -> create)) {
      ImageStock.Pruned pruned = stock().prune(List.of(), false, false);
      assertThat(pruned.inUse()).extracting(ImageStock.Stored::id).containsExactly(mine);
      assertThat(pruned.spared()).extracting(ImageStock.Stored::id).contains(theirs);
    }
    assertThat(all()).contains(mine, theirs);
  }

  @Test
  void whatADeadServerLeftIsSwept() {
    StepContainer left =
        StepContainer.create(
            docker,
            images.ensure(ImageSpec.DEFAULT, List.of(), lines::add),
            folder.toAbsolutePath().toString(),
            List.of("sleep", "60"),
            create -> create);
    docker.startContainerCmd(left.id()).exec();

    images.sweep();

    assertThat(containers()).isEmpty();
  }
}
