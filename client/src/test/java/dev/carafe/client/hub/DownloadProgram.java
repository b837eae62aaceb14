package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Downloads a repository in a program of its own, which has a disk of its own, or is killed: once
/// for each length of ranges, saying how it ended and what lies in the folder.
final class DownloadProgram {
  private DownloadProgram() {}

  static List<String> command(String endpoint, String repo, Path into, String... rangeLengths) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DownloadProgram.class.getName(),
                endpoint,
                repo,
                into.toString()));
    command.addAll(List.of(rangeLengths));
    return command;
  }

  public static void main(String[] arguments) throws IOException {
    Path into = Path.of(arguments[2]);
    for (String rangeLength : Arrays.copyOfRange(arguments, 3, arguments.length)) {
      try {
        HubSnapshot snapshot =
            HubDownload.to(into)
                .repo(arguments[1])
                .environment(Map.of("HF_ENDPOINT", arguments[0]))
                .listener(HubListener.SILENT)
                .patience(_ -> {}, Duration.ofSeconds(60))
                .rangesOf(Long.parseLong(rangeLength))
                .run();
        System.out.println("whole: " + snapshot.files());
      } catch (HubException e) {
        System.out.println(e.getMessage());
      }
      try (Stream<Path> files = Files.walk(into)) {
        files.filter(Files::isRegularFile).forEach(file -> System.out.println("there: " + file));
      }
    }
  }
}
