package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;

/// A class with parameters of several types.
@App("settings")
public final class Settings {
  private Settings() {}

  public enum Tone {
    WARM,
    COLD
  }

  @Cls
  public static class Model {
    @Parameter String modelId = "minilm";
    @Parameter int size = 384;
    @Parameter Tone tone = Tone.WARM;

    @Method
    public String describe() {
      return "%s %d %s".formatted(modelId, size, tone);
    }
  }

  @Cls
  @SuppressWarnings("NullAway.Init") // parameters are set before anything runs
  public static class Pinned {
    @Parameter String revision;

    @Method
    public String describe() {
      return revision;
    }
  }
}
