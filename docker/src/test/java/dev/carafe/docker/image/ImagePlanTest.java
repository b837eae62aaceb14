package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.docker.image.ImagePlan.Layer;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.ImageStepSpec.AddLocal;
import dev.carafe.model.app.ImageStepSpec.AptInstall;
import dev.carafe.model.app.ImageStepSpec.DebianSlim;
import dev.carafe.model.app.ImageStepSpec.Env;
import dev.carafe.model.app.ImageStepSpec.ForceBuild;
import dev.carafe.model.app.ImageStepSpec.RunCommands;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.ImageStepSpec.Workdir;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.BlobId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImagePlanTest {
  private static final Belongings ROOT = new Belongings(new ContainerUser(0, 0));
  private static final ImageStepSpec CURL = new AptInstall(List.of("curl", "git"));
  private static final ImageStepSpec LDCONFIG = run(StepNeeds.NOTHING, "ldconfig");

  @Test
  void equalStepsOnAnEqualBaseHaveEqualKeys() {
    assertThat(keys("b", CURL, LDCONFIG)).hasSize(2).isEqualTo(keys("b", CURL, LDCONFIG));
  }

  @Test
  void aChangeIsBuiltFromThereOnAndNothingBefore() {
    List<String> before = keys("b", CURL, LDCONFIG, file('a', 0644));
    List<String> after = keys("b", CURL, run(StepNeeds.NOTHING, "ldconfig -v"), file('a', 0644));

    assertThat(after.getFirst()).isEqualTo(before.getFirst());
    assertThat(after.subList(1, 3)).doesNotContainAnyElementsOf(before);
  }

  @Test
  void anotherBaseIsAnotherImage() {
    assertThat(keys("a", CURL)).isNotEqualTo(keys("b", CURL));
  }

  @Test
  void theOrderOfStepsCountsAndThatOfPackagesDoesNot() {
    assertThat(keys("b", CURL, LDCONFIG)).isNotEqualTo(keys("b", LDCONFIG, CURL));
    assertThat(keys("b", new AptInstall(List.of("git", "curl")))).isEqualTo(keys("b", CURL));
  }

  @Test
  void filesCountByPathModeAndContent() {
    assertThat(keys("b", file('a', 0644)))
        .isNotEqualTo(keys("b", file('b', 0644)))
        .isNotEqualTo(keys("b", file('a', 0755)));
  }

  @Test
  void environmentAndDirectoryCountForLaterCommandsAlone() {
    ImageStepSpec env = new Env("A", "1");
    ImageStepSpec workdir = new Workdir("/app");

    assertThat(keys("b", LDCONFIG, env, workdir)).isEqualTo(keys("b", LDCONFIG));
    assertThat(keys("b", env, LDCONFIG)).isNotEqualTo(keys("b", LDCONFIG));
    assertThat(keys("b", workdir, LDCONFIG)).isNotEqualTo(keys("b", LDCONFIG));
    assertThat(keys("b", env, CURL, workdir)).isEqualTo(keys("b", CURL));
  }

  @Test
  void wordsDoNotRunIntoOneAnother() {
    assertThat(keys("b", run(StepNeeds.NOTHING, "a", "b")))
        .isNotEqualTo(keys("b", run(StepNeeds.NOTHING, "a b")))
        .isNotEqualTo(keys("b", run(StepNeeds.NOTHING, "ab")));
  }

  @Test
  void secretsCountByTheirNames() {
    StepNeeds one = new StepNeeds(List.of("one"), List.of(), List.of());
    StepNeeds two = new StepNeeds(List.of("two"), List.of(), List.of());

    assertThat(keys("b", run(one, "x"))).isNotEqualTo(keys("b", run(two, "x")));
  }

  @Test
  void aForcedBuildIsNewEachTimeFromThereOn() {
    List<String> first = keys("b", CURL, new ForceBuild("at one"), LDCONFIG);
    List<String> second = keys("b", CURL, new ForceBuild("at two"), LDCONFIG);

    assertThat(second.getFirst()).isEqualTo(first.getFirst());
    assertThat(second.getLast()).isNotEqualTo(first.getLast());
    assertThat(keys("b", CURL, new ForceBuild("at one"), LDCONFIG)).isEqualTo(first);
  }

  @Test
  void theGpuThatAStepAsksForCounts() {
    StepNeeds any = new StepNeeds(List.of(), List.of(), List.of("any"));
    StepNeeds h100 = new StepNeeds(List.of(), List.of(), List.of("H100"));

    assertThat(keys("b", run(any, "x")))
        .isNotEqualTo(keys("b", run(h100, "x")))
        .isNotEqualTo(keys("b", run(StepNeeds.NOTHING, "x")));
  }

  @Test
  void aWorkingDirectoryIsALayerForAUserWhoDoesNotOwnItAlready() {
    Belongings nobody = new Belongings(new ContainerUser(7, 8));
    ImageStepSpec home = new Workdir("/app");
    assertThat(keys("b", home)).isEmpty();
    assertThat(keys("b", nobody, home)).hasSize(1);
    assertThat(keys("b", nobody, new Workdir("/usr/src"))).isEmpty();
  }

  @Test
  void aLayerIsOfTheUserWhomItsFilesBelongTo() {
    assertThat(keys("b", new Belongings(new ContainerUser(7, 8)), CURL))
        .isNotEqualTo(keys("b", CURL))
        .isNotEqualTo(keys("b", new Belongings(new ContainerUser(7, 9)), CURL));
  }

  private static ImageStepSpec run(StepNeeds needs, String... commands) {
    return new RunCommands(List.of(commands), needs);
  }

  private static ImageStepSpec file(char content, int mode) {
    BlobId blob = new BlobId(String.valueOf(content).repeat(64));
    return new AddLocal(false, "x", "/x", List.of(new LocalFile("/x", mode, 1, blob)));
  }

  private static List<String> keys(String base, ImageStepSpec... steps) {
    return keys(base, ROOT, steps);
  }

  private static List<String> keys(String base, Belongings belongings, ImageStepSpec... steps) {
    List<ImageStepSpec> all = Stream.concat(Stream.of(new DebianSlim()), Stream.of(steps)).toList();
    return ImagePlan.of(new ImageSpec("I", all, List.of(), Map.of(), ""), base, belongings)
        .layers()
        .stream()
        .map(Layer::key)
        .toList();
  }
}
