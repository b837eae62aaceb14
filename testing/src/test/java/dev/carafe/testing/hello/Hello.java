package dev.carafe.testing.hello;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.CallContext;

@App("hello")
public final class Hello {
  @Cls
  public static class Greeter {
    @Parameter String greeting = "Hello";
    private int loaded;

    @Enter
    void load() {
      loaded++;
    }

    @Method
    public String greet(String name) {
      return "%s, %s".formatted(greeting, name);
    }

    @Method
    public String container() {
      return CallContext.current().containerId();
    }

    @Method
    public int timesLoaded() {
      return loaded;
    }
  }

  @Function(secrets = "mood")
  public static String mood() {
    return String.valueOf(System.getenv("MOOD"));
  }
}
