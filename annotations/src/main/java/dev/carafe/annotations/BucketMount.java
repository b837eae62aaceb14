package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Attaches a prefix of an S3-compatible bucket to the containers of a function.
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface BucketMount {

  /// The absolute path in the container.
  String path();

  /// The bucket and prefix: `s3://name/prefix/`.
  String bucket();

  /// The endpoint's URL; empty means AWS.
  String endpoint() default "";

  /// The secret with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
  String secret() default "";

  /// Whether writes are refused.
  boolean readOnly() default true;

  /// Whether the bucket is named in the path instead of the host name.
  boolean pathStyle() default false;
}
