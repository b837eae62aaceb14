package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 0 arguments without a result.
@FunctionalInterface
public interface MemberProc0<T extends @Nullable Object> extends MethodReference {
  void runOn(T receiver) throws Exception;
}
