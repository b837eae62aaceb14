import dev.carafe.annotations.App;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Function;

/// The smallest app: one file, one function.
@App
public final class Hello {

  /// Greets somebody.
  @Function
  public static String greet(@Default("world") String name) {
    return "Hello, %s, from process %d!".formatted(name, ProcessHandle.current().pid());
  }
}
