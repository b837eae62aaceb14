package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Retries;
import dev.carafe.client.CallContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Functions that end badly, or not at all.
@App("ends")
public final class Ends {
  private Ends() {}

  @Function
  public static String exits(int code) {
    System.out.println("about to exit");
    System.exit(code);
    return "still here";
  }

  /// Halts the first time.
  @Function
  public static int haltsOnce() {
    int attempt = CallContext.current().attempt();
    if (attempt == 1) {
      Runtime.getRuntime().halt(9);
    }
    return attempt;
  }

  @Function(memoryLimit = "160MiB")
  public static int fills() {
    List<long[]> all = new ArrayList<>();
    while (true) {
      all.add(new long[1 << 20]);
      if (all.size() > 1 << 20) {
        return all.size();
      }
    }
  }

  @Function(retries = @Retries(value = 2, initialDelay = "10ms"))
  public static String throwsAlways() {
    int attempt = CallContext.current().attempt();
    System.out.println("attempt " + attempt);
    throw new IllegalArgumentException("no luck in attempt " + attempt);
  }

  /// One container, one input at a time: what holds it up holds up all. The timeout leaves a busy
  /// machine time for the calls that only ask.
  @Cls(timeout = "10s", startupTimeout = "3m", maxContainers = 1)
  public static class Looper {
    private static final AtomicLong TURNS = new AtomicLong();

    /// Ends when it is interrupted.
    @Method
    public String sleeps() throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(10));
      return "woke up";
    }

    /// Ends never, whatever happens to its thread.
    @Method
    public String loops() {
      while (true) {
        if (TURNS.incrementAndGet() < 0) {
          return "overflow";
        }
      }
    }

    @Method
    public String container() {
      return CallContext.current().containerId();
    }
  }
}
