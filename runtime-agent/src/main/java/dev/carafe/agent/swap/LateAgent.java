package dev.carafe.agent.swap;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/// What the JVM starts when it is asked, from inside, to let classes be redefined.
public final class LateAgent {
  private static volatile @Nullable Instrumentation instrumentation;

  private LateAgent() {}

  /// Called by the JVM.
  @SuppressWarnings("unused")
  public static void agentmain(@Nullable String arguments, Instrumentation given) {
    instrumentation = given;
  }

  static @Nullable Instrumentation instrumentation() {
    return instrumentation;
  }
}
