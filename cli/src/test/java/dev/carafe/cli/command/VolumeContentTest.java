package dev.carafe.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is put comes back the same, whatever it is.
final class VolumeContentTest {
  private static final List<String> HOSTILE =
      List.of(
          "-rf",
          "--help",
          "new\nline",
          "tab\there",
          " leading",
          "trailing ",
          "quote\"'`$(x)",
          "*",
          "\\back\\slash",
          "%2e%2e",
          "日本 🎉",
          "e\u0301",
          "...",
          ".hidden",
          "n".repeat(255),
          "ü".repeat(127),
          "CON",
          "a:b",
          "-");

  @TempDir static Path home;
  private static VolumesOnDisk server;

  @TempDir Path here;

  @BeforeAll
  static void start() {
    server = new VolumesOnDisk(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private String run(String... arguments) {
    return server.run(here, arguments);
  }

  private void putAndGet(String volume) {
    run("volume", "create", volume);
    run("volume", "put", volume, "in/.", "/");
    run("volume", "get", volume, "/", "out");
  }

  /// Type, mode, time and content of all below a directory.
  private static Map<String, String> described(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> walked = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walked.skip(1)::iterator) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        String what =
            Files.isSymbolicLink(path)
                ? "link to " + Files.readSymbolicLink(path)
                : "%s %s %s"
                    .formatted(
                        mode,
                        time,
                        Files.isDirectory(path)
                            ? "directory"
                            : "file of " + Files.readString(path));
        all.put(root.relativize(path).toString(), what);
      }
    }
    return all;
  }

  @Test
  void aDirectoryThatIsNamedComesBackAsItWasToo() throws IOException {
    Path from = Files.createDirectories(here.resolve("from"));
    Path top = Files.createDirectories(from.resolve("top"));
    Files.writeString(Files.createDirectories(top.resolve("sub")).resolve("file"), "x");
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(top, FileTime.fromMillis(1_580_601_600_000L));
    run("volume", "create", "tops");

    run("volume", "put", "tops", "from/top", "/top");
    run("volume", "get", "tops", "/top", "to/");

    assertThat(described(here.resolve("to"))).isEqualTo(described(from));
  }

  @Test
  void namesModesTimesLinksAndEmptyDirectoriesComeBackAsTheyWere() throws IOException {
    Path in = Files.createDirectories(here.resolve("in"));
    for (String name : HOSTILE) {
      Files.writeString(in.resolve(name), "content of " + name);
      Path inside = Files.createDirectories(in.resolve("d/" + name));
      Files.writeString(inside.resolve(name), name);
    }
    Files.createDirectories(in.resolve("empty/inner"));
    Files.createFile(in.resolve("nothing"));
    Files.createSymbolicLink(in.resolve("link"), Path.of("empty/../nothing"));
    Files.createSymbolicLink(in.resolve("empty/up"), Path.of("../-rf"));
    Files.createSymbolicLink(in.resolve("dangling"), Path.of("not there"));
    int bits = 0;
    for (String mode : List.of("r--------", "rwxrwxrwx", "rw-r-----", "r-xr-x--x", "rw-rw-rw-")) {
      Path file = Files.writeString(in.resolve("mode" + bits++), mode);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Files.setLastModifiedTime(
          file, FileTime.from(Instant.ofEpochSecond(1_000_000_000L + bits, 123_456_789)));
    }
    Files.setPosixFilePermissions(
        in.resolve("empty"), PosixFilePermissions.fromString("rwx--x---"));
    Files.setLastModifiedTime(
        in.resolve("empty"), FileTime.from(Instant.parse("1999-12-31T23:59:59Z")));

    putAndGet("hostile");

    assertThat(described(here.resolve("out"))).isEqualTo(described(in));
    String listed = run("volume", "ls", "hostile", "-r", "--json");
    try (Carafe carafe = server.connect()) {
      assertThat(carafe.volumes().get("hostile").list("/", true))
          .extracting("path")
          .containsExactlyInAnyOrderElementsOf(described(in).keySet());
    }
    assertThat(listed).contains("new\\nline", "日本 🎉");
    assertThat(run("volume", "ls", "hostile")).contains("-rf").doesNotContain("new\nline");
    assertThat(run("volume", "get", "hostile", "/-rf", "-")).isEqualTo("content of -rf");

    assertThat(server.attempt(here, "volume", "put", "hostile", "in/.", "/", "--force").err())
        .contains("unchanged");
  }

  @Test
  void whatLeavesTheVolumeIsRefusedAndNothingIsWritten() throws IOException {
    run("volume", "create", "walls");
    Path in = Files.createDirectories(here.resolve("in"));
    Files.writeString(in.resolve("fine"), "x");
    for (String target : List.of("/etc/passwd", "../../outside", "a/../../x")) {
      Path link = Files.createSymbolicLink(in.resolve("link"), Path.of(target));
      VolumesOnDisk.Said said = server.attempt(here, "volume", "put", "walls", "in/.", "/");
      assertThat(said.code()).as(said.err()).isEqualTo(1);
      assertThat(said.err()).contains("link");
      Files.delete(link);
    }
    for (String path : List.of("../out", "a/../../out", "x/" + "n".repeat(256))) {
      VolumesOnDisk.Said said = server.attempt(here, "volume", "put", "walls", "in/fine", path);
      assertThat(said.code()).as(path + ": " + said.err()).isEqualTo(1);
    }
    assertThat(server.attempt(here, "volume", "ls", "walls").err()).contains("It is empty");
  }

  @Test
  void deletionsAndRenamesMakeVersionsAndTheOldOnesStayWhole() throws IOException {
    Path in = Files.createDirectories(here.resolve("in/d"));
    Files.writeString(in.resolve("a"), "a");
    Files.writeString(in.resolve("b"), "b");
    run("volume", "create", "edits");
    run("volume", "put", "edits", "in/.", "/");
    Map<String, String> before = described(here.resolve("in"));
    try (Carafe carafe = server.connect()) {
      Volume edits = carafe.volumes().get("edits");
      edits.rename("/d", "/e");
      edits.remove("/e/a", false);
    }
    run("volume", "get", "edits", "/", "now");
    run("volume", "get", "edits", "/", "then", "--version", "2");
    assertThat(described(here.resolve("now"))).containsOnlyKeys("e", "e/b");
    assertThat(described(here.resolve("then"))).isEqualTo(before);
  }

  @Test
  void aSparseFileOfManyGigabytesComesAndGoes() throws IOException {
    Path in = Files.createDirectories(here.resolve("in"));
    long size = Long.getLong("carafe.sparseBytes", 64L << 20);
    byte[] end = "the end".getBytes(UTF_8);
    try (RandomAccessFile file = new RandomAccessFile(in.resolve("sparse").toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - end.length);
      file.write(end);
    }
    run("volume", "create", "sparse");
    run("volume", "put", "sparse", "in/sparse", "/");
    Path blob;
    try (Carafe carafe = server.connect()) {
      Volume sparse = carafe.volumes().get("sparse");
      FileEntry stored = sparse.stat("/sparse");
      assertThat(stored.size()).isEqualTo(size);
      String hash = stored.sha256();
      blob = server.volumes().resolve("blobs").resolve(hash.substring(0, 2)).resolve(hash);
      try (var tail = sparse.read("/sparse", size - 9, 100)) {
        assertThat(tail.readAllBytes()).isEqualTo("\0\0the end".getBytes(UTF_8));
      }
    }
    run("volume", "get", "sparse", "/sparse", "out");
    assertThat(Files.mismatch(in.resolve("sparse"), here.resolve("out"))).isEqualTo(-1);
    assertThat(bytesOnDisk(here.resolve("out"))).as("a hole stays one").isLessThan(size / 2);
    assertThat(bytesOnDisk(blob)).as("in the Volume too").isLessThan(size / 2);
  }

  private static long bytesOnDisk(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
    try (var said = stat.inputReader()) {
      return 512 * Long.parseLong(said.readLine());
    }
  }

  @Test
  void manySmallFilesComeAndGo() throws IOException {
    int count = Integer.getInteger("carafe.manyFiles", 1_000);
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      Path folder = here.resolve("in/d" + i % 50);
      if (i < 50) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve("f" + i), "content " + random.nextInt());
    }
    putAndGet("many");
    assertThat(described(here.resolve("out"))).isEqualTo(described(here.resolve("in")));
    long before = bytesStored();
    run("volume", "put", "many", "in/.", "/again/");
    assertThat(bytesStored() - before).as("a manifest, and no file again").isLessThan(count * 400L);
  }

  private static long bytesStored() throws IOException {
    try (Stream<Path> blobs = Files.walk(server.volumes().resolve("blobs"))) {
      return blobs.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
