package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Settings.class)
@Timeout(400)
final class MissingClassTest {
  @TempDir Path folder;

  @Test
  void aJarWithoutAClassThatItNeedsIsNamedWithThatClass(Carafe carafe) throws IOException {
    Source.write(
        folder,
        "Lonely",
        """
        @App("lonely")
        public class Lonely {
          @Cls public static class Service {
            @Enter void load() { Tokenizer.load(); }
            @Method public String answer() { return "loaded"; }
          }
        }
        class Tokenizer { static void load() {} }
        """);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                Installed.joined(Installed.api()),
                folder.resolve("Lonely.java").toString());
    assertThat(compiled).isZero();
    Path jar = jar("Lonely.class", "Lonely$Service.class");

    var run = CarafeCommand.in(folder).withServer(carafe.address()).run("run", jar.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("lonely", "Service.answer", "3 times in a row")
        .contains("NoClassDefFoundError: Tokenizer")
        .contains("Lonely.java:6");
  }

  private Path jar(String... classes) throws IOException {
    Path jar = folder.resolve("lonely.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : classes) {
        out.putNextEntry(new JarEntry(name));
        Files.copy(folder.resolve(name), out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
