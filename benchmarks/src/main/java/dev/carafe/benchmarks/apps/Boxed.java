package dev.carafe.benchmarks.apps;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;

/// Trivial classes in containers of Docker. Each `run` is a pool, empty at first.
@App("bench-docker")
public final class Boxed {
  private Boxed() {}

  /// In its app's network.
  @Cls(scaledownWindow = "30s")
  public static class Hello {
    @Parameter public String run = "";

    @Method
    public String hello(String name) {
      return "Hello " + name;
    }
  }

  /// With no network.
  @Cls(scaledownWindow = "30s", blockNetwork = true)
  public static class Alone {
    @Parameter public String run = "";

    @Method
    public String hello(String name) {
      return "Hello " + name;
    }
  }
}
