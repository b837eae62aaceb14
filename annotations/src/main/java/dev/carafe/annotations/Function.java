package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a method callable remotely: a static method, or an instance method of a class with a
/// public no-argument constructor.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Function {

  /// The function's name; empty means the method's name.
  String name() default "";

  /// The image its containers run; [DefaultImage] means the app's, else Debian slim with the JDK.
  Class<? extends ImageDefinition> image() default DefaultImage.class;

  /// GPU choices in order of preference, each `TYPE`, `TYPE:COUNT` or `any`: `{"H100", "A100:2",
  /// "any"}`.
  String[] gpu() default {};

  /// CPU cores requested for one container.
  double cpu() default 0.125;

  /// Most CPU cores one container may use; 0 means no limit.
  double cpuLimit() default 0;

  /// Memory requested for one container, with a unit: `512MiB`, `4GiB`.
  String memory() default "128MiB";

  /// Most memory one container may use, with a unit; empty means no limit.
  String memoryLimit() default "";

  /// Scratch disk for one container, with a unit; empty means the node's default.
  String ephemeralDisk() default "";

  /// Longest run of one attempt: `300s`, `30m`, `2h`. Queueing and cold start do not count.
  String timeout() default "300s";

  /// Longest time from start to the end of the last `@Enter` hook; empty means [#timeout()].
  String startupTimeout() default "";

  /// What happens when an attempt throws or times out.
  Retries retries() default @Retries(0);

  /// Containers kept up at all times.
  int minContainers() default 0;

  /// Most containers at once; 0 means no cap.
  int maxContainers() default 0;

  /// Idle containers kept in reserve while the pool is active.
  int bufferContainers() default 0;

  /// How long a container may idle before it is stopped: 2 s to 20 min.
  String scaledownWindow() default "60s";

  /// Volumes mounted into its containers.
  Mount[] volumes() default {};

  /// Buckets mounted into its containers.
  BucketMount[] buckets() default {};

  /// Names of secrets whose keys its containers see as environment variables.
  String[] secrets() default {};

  /// Environment variables as `KEY=VALUE`.
  String[] env() default {};

  /// Whether a container is stopped after one input.
  boolean singleUse() default false;

  /// Whether containers are cut off from the network.
  boolean blockNetwork() default false;

  /// Whether containers may start from a memory snapshot taken after `@Enter`.
  boolean snapshot() default false;

  /// Regions it may run in; empty means any.
  String[] region() default {};

  /// Node labels it needs, as `KEY=VALUE`.
  String[] nodeSelector() default {};
}
