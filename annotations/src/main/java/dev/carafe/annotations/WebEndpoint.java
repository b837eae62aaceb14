package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Serves a `@Function` over HTTP.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WebEndpoint {

  /// The HTTP method.
  String method() default "GET";

  /// The path below the app, starting with a slash; empty means the function's name.
  String path() default "";
}
