package dev.carafe.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.call.RemoteFailure;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @SuppressWarnings("unused")
  static void called() throws IOException {}

  static final class NoModelException extends RuntimeException {
    NoModelException(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  static final class Picky extends RuntimeException {
    Picky(int code) {
      super("code " + code);
    }
  }

  static final class Trap {
    static boolean initialised = false;

    static {
      initialised = markInitialised();
    }

    static boolean markInitialised() {
      System.setProperty("dev.carafe.trap", "sprung");
      return true;
    }
  }

  private static Method method() {
    try {
      return FailuresTest.class.getDeclaredMethod("called");
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static RemoteFailure named(String className) {
    return new RemoteFailure(className, Optional.of("m"), List.of(), Optional.empty(), List.of());
  }

  @Test
  void aUsersExceptionComesBackWithCauseAndFrames() {
    Exception thrown = new NoModelException("no model", new IOException("disk"));
    thrown.addSuppressed(new IllegalStateException("s"));

    Throwable back = Failures.rebuild(Failures.describe(thrown), method());

    assertThat(back).isInstanceOf(NoModelException.class).hasMessage("no model");
    assertThat(back.getCause()).isInstanceOf(IOException.class).hasMessage("disk");
    assertThat(back.getStackTrace()[0]).hasToString(thrown.getStackTrace()[0].toString());
    assertThat(back.getStackTrace()).hasSameSizeAs(thrown.getStackTrace());
    assertThat(back.getSuppressed()).hasSize(1);
  }

  @Test
  void aTypeThatCannotBeMadePrintsAsItself() {
    Throwable back = Failures.rebuild(Failures.describe(new Picky(3)), method());

    assertThat(back).isInstanceOf(RemoteThrowable.class);
    assertThat(back.toString()).isEqualTo(Picky.class.getName() + ": code 3");
  }

  @Test
  void noOtherClassNamedByThePeerIsMadeOrInitialised() {
    assertThat(Failures.rebuild(named("org.assertj.core.api.SoftAssertionError"), method()))
        .isInstanceOf(RemoteThrowable.class);
    assertThat(Failures.rebuild(named("org.opentest4j.AssertionFailedError"), method()))
        .isInstanceOf(RemoteThrowable.class);
    assertThat(Failures.rebuild(named(NoModelException.class.getName())))
        .isInstanceOf(RemoteThrowable.class);
    assertThat(Failures.rebuild(named(Trap.class.getName()), method()))
        .isInstanceOf(RemoteThrowable.class);
    assertThat(System.getProperty("dev.carafe.trap")).isNull();
  }

  @Test
  void theJdksExceptionsComeBack() {
    assertThat(Failures.rebuild(Failures.describe(new ArithmeticException("/ by zero"))))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("/ by zero");
  }

  @Test
  void cyclesAndDepthAreCut() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    Exception deep = new Exception("0");
    for (int i = 1; i < 1000; i++) {
      deep = new Exception(String.valueOf(i), deep);
    }

    assertThat(Failures.describe(a).cause().flatMap(RemoteFailure::cause)).isEmpty();
    int causes = 0;
    Optional<RemoteFailure> at = Optional.of(Failures.describe(deep));
    while (at.isPresent()) {
      causes++;
      at = at.get().cause();
    }
    assertThat(causes).isLessThan(30);
  }
}
