package dev.carafe.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A field of a `@Cls` class set before `@Enter`; one container pool exists per distinct set of
/// values. Types: String, int, long, boolean, double, an enum, byte[]. A constant initialiser is
/// the default; without one it is required.
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Parameter {}
