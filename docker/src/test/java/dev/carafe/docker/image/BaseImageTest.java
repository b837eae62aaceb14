package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.NeedsDocker;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.file.ContainerUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
class BaseImageTest {
  private final DockerClient docker = Daemon.connect(System.getenv()).patient();

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    docker.close();
  }

  @Test
  void theBaseIsHadOnceAndThenFound() {
    var images =
        new DockerImages(
            docker,
            folder,
            new FolderBlobs(folder),
            Lending.NOTHING,
            ContainerUser.ofServer(),
            Lending.JAVA);
    String id = images.ensure(ImageSpec.DEFAULT, List.of(), System.out::println);
    List<String> lines = new ArrayList<>();

    assertThat(id).startsWith("sha256:");
    assertThat(images.ensure(ImageSpec.DEFAULT, List.of(), lines::add)).isEqualTo(id);
    assertThat(lines).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
