package dev.carafe.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs a test class against a server of its own, in this process, with its apps deployed. A
/// parameter of type [dev.carafe.client.Carafe] of a constructor, test or lifecycle method is the
/// connected client; it is shared by the class and closed after it. The container logs of a test
/// that fails are printed to standard error.
///
/// The server is a real one: real containers, real Volumes in a temporary folder that is deleted
/// after the class, and real time. Nothing here is simulated, so a test that passes says what
/// production does, and a test that waits for a timeout waits for it. The engine is
/// `-Dcarafe.engine`, `process` when nothing is said.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CarafeExtension.class)
public @interface CarafeTest {

  /// Classes of the apps to deploy: the `@App` class, or any class of it. None means the apps with
  /// classes in the test's own package.
  Class<?>[] apps() default {};

  /// Secrets that are there before the deploy.
  Secret[] secrets() default {};

  /// A secret for the tests; not a place for real ones.
  @Documented
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Secret {

    /// The secret's name.
    String name();

    /// Its keys, each as `KEY=VALUE`.
    String[] values();
  }
}
