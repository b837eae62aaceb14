package dev.carafe.docker.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where Debian's packages come from: as this host has it, so that a mirror, a proxy and a frozen
/// archive work in images too. Proxies with a password are left out: images hold no secrets.
record AptSettings(String mirror, String security, List<String> options) {
  static final String SUITE = "bookworm";

  private static final AptSettings DEBIAN =
      new AptSettings(
          "http://deb.debian.org/debian", "http://deb.debian.org/debian-security", List.of());
  private static final Pattern KEPT =
      Pattern.compile(
          "(Acquire::(?:Check-Valid-Until|Check-Date|https?::Proxy|Retries)) \"([^\"@]+)\";");
  private static final Pattern MIRROR = Pattern.compile("https?://[^\\s@\\]]+/debian/?(?=\\s|$)");

  static AptSettings ofHost() {
    return of(hostSources(), dump());
  }

  /// `sources` are apt's lists of sources, `dump` is what `apt-config dump` prints.
  static AptSettings of(String sources, String dump) {
    Matcher mirror = MIRROR.matcher(sources);
    List<String> options =
        KEPT.matcher(dump)
            .results()
            .map(m -> "%s \"%s\"".formatted(m.group(1), m.group(2)))
            .toList();
    if (!mirror.find()) {
      return new AptSettings(DEBIAN.mirror, DEBIAN.security, options);
    }
    String main = mirror.group().replaceAll("/$", "");
    String security = main + "-security";
    return new AptSettings(main, sources.contains(security) ? security : DEBIAN.security, options);
  }

  /// One-line sources for the image.
  List<String> sources() {
    return List.of(
        "deb %s %s main".formatted(mirror, SUITE),
        "deb %s %s-updates main".formatted(mirror, SUITE),
        "deb %s %s-security main".formatted(security, SUITE));
  }

  private static String hostSources() {
    Path apt = Path.of("/etc/apt");
    try (Stream<Path> more = Files.list(apt.resolve("sources.list.d"))) {
      return Stream.concat(Stream.of(apt.resolve("sources.list")), more.sorted())
          .filter(Files::isReadable)
          .map(AptSettings::text)
          .collect(Collectors.joining("\n"));
    } catch (IOException _) {
      return ""; // no Debian here
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  private static String dump() {
    try {
      Process process =
          new ProcessBuilder("apt-config", "dump")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader output = process.inputReader()) {
        return output.lines().collect(Collectors.joining("\n"));
      } finally {
        process.destroy();
      }
    } catch (IOException _) {
      return ""; // mmdebstrap will say what is missing
    }
  }
}
