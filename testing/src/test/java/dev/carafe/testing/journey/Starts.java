package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Method;
import java.time.Duration;

/// Classes whose containers do not start, each for a reason of its own.
@App("starts")
public final class Starts {
  private Starts() {}

  @Cls
  public static class Throwing {
    @Enter
    void load() {
      System.out.println("looking for weights");
      throw new IllegalStateException("no weights at /models/minilm");
    }

    @Method
    public String answer() {
      return "loaded";
    }
  }

  @Cls
  public static class Exiting {
    @Enter
    void load() {
      System.out.println("licence expired");
      System.exit(7);
    }

    @Method
    public String answer() {
      return "loaded";
    }
  }

  @Cls(startupTimeout = "2s")
  public static class Slow {
    @Enter
    void load() throws InterruptedException {
      System.out.println("this will take long");
      Thread.sleep(Duration.ofMinutes(10));
    }

    @Method
    public String answer() {
      return "loaded";
    }
  }

  @Cls
  public static class Unloadable {
    private static final int SIZE = Integer.parseInt("four");

    @Method
    public String answer() {
      return "size " + SIZE;
    }
  }
}
