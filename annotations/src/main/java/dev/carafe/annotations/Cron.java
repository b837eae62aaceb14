package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs a `@Function` without required parameters at the times of a five-field cron expression.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cron {

  /// The expression: minute, hour, day of month, month, day of week.
  String value();

  /// The time zone the expression is read in.
  String zone() default "UTC";
}
