package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeCommandsTest {
  private static final AtomicInteger VOLUMES = new AtomicInteger();

  @TempDir static Path home;
  private static VolumesOnDisk server;

  @TempDir Path here;
  private String volume;

  @BeforeAll
  static void start() {
    server = new VolumesOnDisk(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void create() throws IOException {
    volume = "v" + VOLUMES.incrementAndGet();
    run("volume", "create", volume);
    Files.createDirectories(here.resolve("dir/sub"));
    Files.writeString(here.resolve("dir/a"), "a");
    Files.writeString(here.resolve("dir/sub/b"), "b");
    Files.writeString(here.resolve("file"), "f");
  }

  private String run(String... arguments) {
    return server.run(here, arguments);
  }

  private VolumesOnDisk.Said fails(int code, String... arguments) {
    VolumesOnDisk.Said said = server.attempt(here, arguments);
    assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
    return said;
  }

  /// The files and links of the Volume.
  private String files() {
    try (Carafe carafe = server.connect()) {
      TreeSet<String> paths = new TreeSet<>();
      for (var entry : carafe.volumes().get(volume).list("/", true)) {
        if (entry.kind() != dev.carafe.client.FileEntry.Kind.DIRECTORY) {
          paths.add(entry.path());
        }
      }
      return String.join(" ", paths);
    }
  }

  /// The Volume has a directory `there` with a file `old`, and a file `taken`.
  private void prepare() throws IOException {
    Files.createDirectories(here.resolve("there"));
    Files.writeString(here.resolve("there/old"), "o");
    run("volume", "put", volume, "there", "/");
    run("volume", "put", volume, "file", "/taken");
  }

  @ParameterizedTest
  @CsvSource({
    "file,    /,          file",
    "file,    '',         file",
    "file,    /new,       new",
    "file,    new,        new",
    "file,    /new/,      new/file",
    "file,    /there,     there/file",
    "file,    /there/,    there/file",
    "file,    /a/b/c,     a/b/c",
    "dir,     /,          dir/a dir/sub/b",
    "dir/,    /,          dir/a dir/sub/b",
    "dir/.,   /,          a sub/b",
    "dir,     /new,       new/a new/sub/b",
    "dir,     /new/,      new/dir/a new/dir/sub/b",
    "dir,     /there/,    there/dir/a there/dir/sub/b",
    "dir,     /there,     there/a there/sub/b",
    "dir/.,   /there,     there/a there/sub/b",
    "dir/sub, /x/y/,      x/y/sub/b",
  })
  void aPutLandsWhereTheSlashSays(String local, String remote, String expected) throws IOException {
    prepare();
    run("volume", "put", volume, local, remote);
    TreeSet<String> all = new TreeSet<>(List.of("taken", "there/old"));
    all.addAll(List.of(expected.split(" ")));
    assertThat(files()).isEqualTo(String.join(" ", all));
  }

  @ParameterizedTest
  @CsvSource({
    "/taken,  copy,     copy",
    "/taken,  copy/,    copy/taken",
    "/taken,  /there,   there/taken",
    "/taken,  /there/,  there/taken",
    "/taken,  /there/x, there/x",
    "/there,  /new,     new/old",
    "/there,  /new/,    new/there/old",
    "/there/, /new/,    new/there/old",
    "/there,  /more,    more/old",
  })
  void aCopyLandsWhereTheSlashSays(String from, String to, String expected) throws IOException {
    prepare();
    run("volume", "put", volume, "dir/a", "/more/a");
    run("volume", "cp", volume, from, to);
    TreeSet<String> all = new TreeSet<>(List.of("more/a", "taken", "there/old"));
    all.add(expected.replaceAll("/$", ""));
    assertThat(files()).isEqualTo(String.join(" ", all));
  }

  @ParameterizedTest
  @CsvSource({
    "/taken, '',      taken",
    "/taken, .,       taken",
    "/taken, new,     new",
    "/taken, new/,    new/taken",
    "/taken, dir,     dir/taken",
    "/there, .,       there/old",
    "/there, new,     new/old",
    "/there, new/,    new/there/old",
    "/there, dir,     dir/there/old",
    "/,      new,     new/taken new/there/old",
    "/,      dir,     dir/taken dir/there/old",
  })
  void aGetLandsWhereTheSlashSays(String remote, String local, String expected) throws IOException {
    prepare();
    Path elsewhere = Files.createDirectories(here.resolve("elsewhere"));
    Files.createDirectories(elsewhere.resolve("dir"));
    String[] words =
        local.isEmpty()
            ? new String[] {"volume", "get", volume, remote}
            : new String[] {"volume", "get", volume, remote, local};
    server.run(elsewhere, words);
    try (Stream<Path> all = Files.walk(elsewhere)) {
      assertThat(
              all.filter(Files::isRegularFile)
                  .map(p -> elsewhere.relativize(p).toString())
                  .sorted())
          .containsExactly(expected.split(" "));
    }
  }

  @Test
  void aFileDoesNotTakeThePlaceOfADirectoryNorOfAnother() throws IOException {
    prepare();
    assertThat(fails(1, "volume", "put", volume, "file", "/taken").err())
        .contains("taken", "--force");
    assertThat(fails(1, "volume", "put", volume, "dir", "/taken").err()).contains("taken", "file");
    assertThat(files()).isEqualTo("taken there/old");
    run("volume", "put", volume, "dir/a", "/taken", "--force");
    assertThat(run("volume", "get", volume, "/taken", "-")).isEqualTo("a");
  }

  @Test
  void anOlderVersionIsListedAndFetchedAndComesBack() throws IOException {
    run("volume", "put", volume, "file", "/one");
    run("volume", "put", volume, "dir/a", "/two");
    run("volume", "rm", volume, "/one");

    assertThat(run("volume", "ls", volume)).contains("two").doesNotContain("one");
    assertThat(run("volume", "ls", volume, "--version", "2")).contains("one");
    assertThat(run("volume", "ls", volume, "--version", "v3", "--json"))
        .contains("\"path\":\"one\"", "\"path\":\"two\"");
    assertThat(run("volume", "get", volume, "/one", "-", "--version", "3")).isEqualTo("f");
    run("volume", "get", volume, "/", "old", "--version", "2");
    assertThat(here.resolve("old/one")).hasContent("f");
    assertThat(here.resolve("old/two")).doesNotExist();

    run("volume", "restore", volume, "3");
    assertThat(files()).isEqualTo("one two");
    assertThat(run("volume", "versions", volume)).contains("v5", "v4");
    assertThat(server.attempt(here, "volume", "restore", volume, "3").err())
        .contains("at v5, which holds what v3 holds");
  }

  @Test
  void versionsThatAreNotThereAreSaidSo() {
    run("volume", "put", volume, "file", "/one");
    assertThat(fails(1, "volume", "ls", volume, "--version", "7").err())
        .contains("no version 7; it has 1 to 2");
    assertThat(fails(1, "volume", "restore", volume, "7").err()).contains("it has 1 to 2");
    assertThat(fails(1, "volume", "get", volume, "/one", "--version", "1").err())
        .contains("there is no one in version 1");
    assertThat(fails(2, "volume", "ls", volume, "--version", "latest").err())
        .contains("\"latest\" is no version", "carafe volume versions");
    assertThat(fails(2, "volume", "restore", volume, "0").err()).contains("\"0\" is no version");
    assertThat(fails(1, "volume", "get", volume, "/oen").err()).contains("the nearest is one");
    assertThat(fails(1, "volume", "ls", "nope").err()).contains("There is no Volume nope");
  }

  @Test
  void aCollectionSaysWhatItFreedAndKeepsWhatItIsTold() {
    run("volume", "put", volume, "file", "/one");
    run("volume", "put", volume, "dir/a", "/one", "--force");
    assertThat(fails(2, "volume", "gc", volume).err()).contains("--keep N, or neither");
    assertThat(fails(2, "volume", "gc", "--grace", "soon").err()).contains("\"soon\" is no time");
    assertThat(fails(1, "volume", "gc", "--grace", "1s").err()).contains("at least 10 minutes");
    assertThat(fails(2, "volume", "gc", volume, "--keep", "0").err())
        .contains("at least 1 version");

    assertThat(server.attempt(here, "volume", "gc").err())
        .contains("Freed 0 B in 0 blobs.", "The server started less than 6 h 0 min ago");
    assertThat(server.attempt(here, "volume", "gc", volume, "--keep", "1").err())
        .contains("Forgot 2 versions of " + volume);
    assertThat(run("volume", "versions", volume)).contains("v3").doesNotContain("v2");
    assertThat(run("volume", "get", volume, "/one", "-")).isEqualTo("a");
  }

  @Test
  void partsOfAFileAreReadByManyThreads() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(here.resolve("big"), bytes);
    run("volume", "put", volume, "big", "/big");
    try (Carafe carafe = server.connect();
        var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      Volume files = carafe.volumes().get(volume);
      byte[] read = new byte[bytes.length];
      var parts = new java.util.ArrayList<java.util.concurrent.Future<?>>();
      for (int at = 0; at < bytes.length; at += 700_001) {
        int from = at;
        parts.add(
            threads.submit(
                () -> {
                  try (InputStream in = files.read("/big", from, 700_001)) {
                    byte[] part = in.readAllBytes();
                    System.arraycopy(part, 0, read, from, part.length);
                  }
                  return null;
                }));
      }
      for (var part : parts) {
        part.get();
      }
      assertThat(read).isEqualTo(bytes);
      try (InputStream beyond = files.read("/big", bytes.length + 5L, 10)) {
        assertThat(beyond.readAllBytes()).isEmpty();
      }
      try (InputStream none = files.version(2).read("/big", 0, 0)) {
        assertThat(none.readAllBytes()).isEmpty();
      }
    }
  }

  @Test
  void theClientHasWhatTheCommandsHave() throws IOException {
    String name;
    try (Carafe carafe = server.connect();
        var scratch = carafe.volumes().ephemeral()) {
      Volume files = scratch.volume();
      try (BatchUpload upload = files.batchUpload()) {
        upload.putDirectory(here.resolve("dir"), "/m");
      }
      files.copy("/m", "/n");
      files.rename("/n/a", "/n/z");
      files.remove("/m", true);
      assertThat(files.list("/", true))
          .extracting("path")
          .containsExactly("n", "n/sub", "n/sub/b", "n/z");
      assertThat(files.version(2).list("/m", false))
          .extracting("path")
          .containsExactly("m/a", "m/sub");
      assertThat(files.restore(2)).isEqualTo(6);
      assertThat(files.versions()).hasSize(6);
      assertThat(carafe.volumes().keepNewest(files.name(), 2).versions()).isEqualTo(4);
      assertThat(files.versions()).hasSize(2);
      name = files.name();
    }
    try (Carafe carafe = server.connect()) {
      assertThat(carafe.volumes().list()).extracting("name").doesNotContain(name);
    }
  }
}
