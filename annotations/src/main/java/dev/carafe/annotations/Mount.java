package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches a Volume to the containers of a function at an absolute path.
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Mount {

  /// The Volume's name.
  String volume();

  /// The absolute path in the container. Not `/`, `/tmp`, `/root`, `/proc`, `/sys` or `/dev`.
  String path();

  /// Whether writes are refused with EROFS.
  boolean readOnly() default false;

  /// Whether deploy creates the Volume when it is missing.
  boolean createIfMissing() default true;

  /// The folder of the Volume to attach; empty means all of it.
  String subPath() default "";
}
