package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The server gathers single inputs into one list: callers pass one element and get one element;
/// the method takes a list and returns a list of equal length.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Batched {

  /// Most elements in one batch.
  int maxSize();

  /// Longest wait for a batch to fill after its first element: `20ms`.
  String maxWait() default "10ms";
}
