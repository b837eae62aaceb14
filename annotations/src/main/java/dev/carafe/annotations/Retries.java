package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How often, and after which delays, an attempt that threw or timed out is tried again. Used
/// inside `@Function` and `@Cls`.
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Retries {

  /// Further attempts after the first.
  int value();

  /// The delay before the second attempt.
  String initialDelay() default "1s";

  /// The factor from one delay to the next.
  double backoff() default 2.0;

  /// The longest delay.
  String maxDelay() default "60s";
}
