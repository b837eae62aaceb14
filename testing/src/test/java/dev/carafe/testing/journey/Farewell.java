package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.CallContext;
import java.io.IOException;

/// Says good-bye, in its journal and aloud.
@App("farewell")
public final class Farewell {
  private Farewell() {}

  @Cls(scaledownWindow = "20m") // it is to live until its server is told to stop
  @SuppressWarnings("NullAway.Init") // parameters are set before anything runs
  public static class Guest {
    @Parameter String journal;

    @Method
    public String container() {
      return CallContext.current().containerId();
    }

    @Exit
    void sign() throws IOException {
      Notes.write(journal, "good-bye");
      System.out.println("leaving for good");
    }
  }
}
