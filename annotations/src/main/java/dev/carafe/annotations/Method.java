package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes an instance method of a `@Cls` class callable remotely. A method that returns a `Stream`
/// is a generator: items arrive as they are made.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Method {

  /// The name in calls; empty means the method's name.
  String name() default "";
}
