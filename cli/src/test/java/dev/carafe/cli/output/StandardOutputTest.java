package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {

  @Test
  void aFullDiskIsRemembered() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      StandardOutput standard = new StandardOutput(full);
      PrintStream out = new PrintStream(standard, true, StandardCharsets.UTF_8);

      out.println("a result");

      assertThat(standard.failure().orElseThrow()).hasMessage("No space left on device");
    }
  }

  @Test
  void aReaderThatWentIsNoFailure() throws Exception {
    Process reader = new ProcessBuilder("sh", "-c", "exec <&-; echo closed; exec sleep 60").start();
    try {
      assertThat(reader.inputReader().readLine()).isEqualTo("closed");
      StandardOutput standard = new StandardOutput(reader.getOutputStream());
      PrintStream out = new PrintStream(standard, true, StandardCharsets.UTF_8);

      out.print("a result that nobody reads".repeat(1_000));

      assertThat(out.checkError()).isTrue();
      assertThat(standard.failure()).isEmpty();
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void whatIsTakenIsNoFailure() throws IOException {
    try (OutputStream nowhere = new FileOutputStream("/dev/null")) {
      StandardOutput standard = new StandardOutput(nowhere);
      standard.write('x');
      assertThat(standard.failure()).isEmpty();
    }
  }
}
