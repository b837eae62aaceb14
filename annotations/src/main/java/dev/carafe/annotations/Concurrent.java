package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How many inputs one container runs at once, each on a virtual thread.
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Concurrent {

  /// Most inputs at once in one container.
  int max();

  /// Inputs per container the autoscaler aims at; 0 means [#max()].
  int target() default 0;
}
