package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogPrinterTest {
  @Test
  void linesAreMarkedWithTheFunctionTheyAreFrom() {
    Screen screen = Screen.plain();
    LogPrinter printer = new LogPrinter(screen.terminal());

    printer.result("Embedder", false, "ready");
    printer.result("put", true, "no");

    assertThat(screen.out()).isEqualTo("Embedder │ ready\nput      │ no\n");
  }

  @Test
  void aReaderThatLeftEndsThem() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream out = new PrintStream(closed, true, StandardCharsets.UTF_8);
    LogPrinter printer = new LogPrinter(new Terminal(out, out, false, false, 80));

    assertThatThrownBy(() -> printer.result("put", false, "a line"))
        .isInstanceOf(ReaderGoneException.class);
  }
}
