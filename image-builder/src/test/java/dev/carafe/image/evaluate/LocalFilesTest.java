package dev.carafe.image.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.image.problem.UserCodeException;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  @TempDir private Path home;
  @TempDir private Path cache;
  private final Map<BlobId, Path> found = new HashMap<>();

  private LocalFiles local() {
    return new LocalFiles("demo.Base", home, new JarDigests(cache), found);
  }

  @BeforeEach
  void files() throws IOException {
    write("labels.txt", "a\nb\n");
    write("vocab/en.txt", "hello");
    write("vocab/deep/de.txt", "hallo");
    write("vocab/deep/notes.md", "x");
    write("vocab/tool.sh", "#!/bin/sh\n").toFile().setExecutable(true);
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aFileGoesWhereItsTargetSays() {
    LocalFile file = local().file("labels.txt", "/app/names.txt").files().getFirst();

    assertThat(file.path()).isEqualTo("/app/names.txt");
    assertThat(file.bytes()).isEqualTo(4);
    assertThat(file.mode()).isEqualTo(0644);
    assertThat(found).containsEntry(file.blob(), home.resolve("labels.txt"));
  }

  @Test
  void aTargetThatEndsInASlashIsAFolder() {
    assertThat(local().file("labels.txt", "/app/").files().getFirst().path())
        .isEqualTo("/app/labels.txt");
  }

  @Test
  void aLinkThatLeadsBackUpIsNamed() throws IOException {
    Path loop = Files.createSymbolicLink(home.resolve("vocab/deep/loop"), home.resolve("vocab"));
    assertThatThrownBy(() -> local().folder("vocab", "/v"))
        .hasMessageContaining(loop + " leads to a folder above it; remove it");
  }

  @Test
  void foldersKeepTheirShapeAndOrder() {
    assertThat(local().folder("vocab", "/v").files())
        .extracting(f -> "%s %o".formatted(f.path(), f.mode()))
        .containsExactly(
            "/v/deep/de.txt 644", "/v/deep/notes.md 644", "/v/en.txt 644", "/v/tool.sh 755");
  }

  @Test
  void aBackslashIsPartOfAName() throws IOException {
    write("vocab/deep\\notes.md", "x");
    write("vocab/.dockerignore", "deep/\n*.sh\n");

    assertThat(local().folder("vocab", "/v").files())
        .extracting(LocalFile::path)
        .containsExactly("/v/deep\\notes.md", "/v/en.txt");
  }

  @Test
  void ignoredFilesOfTheProjectStayOut() throws IOException {
    write(".dockerignore", "# notes\n**/*.md\nvocab/deep\n!vocab/deep/de.txt\n");

    assertThat(local().folder("vocab", "/v").files())
        .extracting(LocalFile::path)
        .containsExactly("/v/deep/de.txt", "/v/en.txt", "/v/tool.sh");
  }

  @Test
  void aFoldersOwnPatternsStartFromIt() throws IOException {
    write("vocab/.dockerignore", "/deep/\n?n.txt");

    assertThat(local().folder("vocab", "/v").files())
        .extracting(LocalFile::path)
        .containsExactly("/v/tool.sh");
  }

  @Test
  void patternsHaveCharacterClassesAndEscapes() throws IOException {
    write("vocab/fr.txt", "bonjour");
    write("vocab/[x].txt", "x");
    write("vocab/.dockerignore", "[d-f]n.txt\n**/[^a-m]*.md\n\\[x].txt\n");

    assertThat(local().folder("vocab", "/v").files())
        .extracting(LocalFile::path)
        .containsExactly("/v/deep/de.txt", "/v/fr.txt", "/v/tool.sh");
  }

  @Test
  void aPatternThatCannotBeReadIsNamed() throws IOException {
    Path file = write("vocab/.dockerignore", "*.md\n[a-\n");
    assertThatThrownBy(() -> local().folder("vocab", "/v"))
        .hasMessageContaining("addLocalDir(\"vocab\", \"/v\")")
        .hasMessageContaining(file + " has a pattern that cannot be read, \"[a-\": its [ has no ]");
  }

  @Test
  void whatIsNeitherFileNorFolderIsNamedUnlessItIsIgnored() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("vocab/gone"), Path.of("nowhere"));
    assertThatThrownBy(() -> local().folder("vocab", "/v"))
        .hasMessageContaining("the link %s leads to nothing".formatted(link))
        .hasMessageContaining("remove it, or name it in .dockerignore");

    write("vocab/.dockerignore", "gone\n");
    assertThat(local().folder("vocab", "/v").files()).hasSize(4);
  }

  @Test
  void whereContainersHaveTheirOwnNothingIsAdded() {
    assertThatThrownBy(() -> local().folder("vocab", "/proc/x"))
        .hasMessageContaining("/proc/x is not part of an image");
    assertThatThrownBy(() -> local().file("labels.txt", "/carafe/"))
        .hasMessageContaining("/carafe/labels.txt is not part of an image");
    assertThatThrownBy(() -> local().workdir("/dev"))
        .hasMessageContaining("/dev is not part of an image");
  }

  @Test
  void aDockerfileBringsItsFolder() throws IOException {
    write("img/Dockerfile", "FROM debian\nCOPY a.txt /\n");
    write("img/a.txt", "a");
    write("img/b.log", "b");
    write("img/.dockerignore", "*.log\nDockerfile\n");

    var step = local().dockerfile("img/Dockerfile");

    assertThat(step.dockerfile()).isEqualTo("Dockerfile");
    assertThat(step.context()).extracting(LocalFile::path).containsExactly("a.txt", "Dockerfile");
    assertThat(local().dockerfile("img")).isEqualTo(step);
  }

  @Test
  void whatIsMissingIsSaidWithTheEditToMake() {
    assertThatThrownBy(() -> local().file("lables.txt", "/a"))
        .isInstanceOf(UserCodeException.class)
        .hasMessageContaining("demo.Base#define")
        .hasMessageContaining("addLocalFile(\"lables.txt\", \"/a\")")
        .hasMessageContaining("there is no file " + home.resolve("lables.txt"));
    assertThatThrownBy(() -> local().file("vocab", "/a"))
        .hasMessageContaining("is a folder")
        .hasMessageContaining("write addLocalDir(\"vocab\", \"/a\")");
    assertThatThrownBy(() -> local().folder("labels.txt", "/a"))
        .hasMessageContaining("write addLocalFile(\"labels.txt\", \"/a\")");
    assertThatThrownBy(() -> local().dockerfile("Dockerfile"))
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> local().file("labels.txt", "app/x"))
        .hasMessageContaining("\"app/x\" is no absolute path");
  }
}
