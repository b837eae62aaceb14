package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a class as an app: the deployed, versioned unit that holds functions and `@Cls` classes.
/// Its elements are defaults for every function of the app; a function's own value wins (volumes
/// per path).
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface App {

  /// The app's name; empty means the class's simple name in kebab-case.
  String value() default "";

  /// The image of functions that name none.
  Class<? extends ImageDefinition> image() default DefaultImage.class;

  /// Volumes mounted into every container of the app.
  Mount[] volumes() default {};

  /// Names of secrets whose keys every container sees as environment variables.
  String[] secrets() default {};

  /// Environment variables as `KEY=VALUE`.
  String[] env() default {};
}
