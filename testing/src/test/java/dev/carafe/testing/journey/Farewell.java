package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says good-bye in a file.
@App("farewell")
public final class Farewell {
  private Farewell() {}

  @Cls
  @SuppressWarnings("NullAway.Init") // parameters are set before anything runs
  public static class Guest {
    @Parameter String book;

    @Method
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Exit
    void sign() throws IOException {
      Files.writeString(Path.of(book), "good-bye\n");
    }
  }
}
