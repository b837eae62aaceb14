package dev.carafe.server.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdoptionsTest {
  @TempDir Path folder;

  @Test
  void nothingIsKeptOfContainersThatEndedWhenNobodySawIt() throws IOException {
    Adoptions adoptions = Adoptions.open(folder);
    for (String name : new String[] {"ct-lives.json", "ct-ended.json", "ct-cut.json.tmp"}) {
      Files.writeString(folder.resolve(name), "{}");
    }

    adoptions.keepOnly(Set.of(new ContainerId("ct-lives")));

    assertThat(folder).isDirectoryContaining("glob:**/ct-lives.json");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
