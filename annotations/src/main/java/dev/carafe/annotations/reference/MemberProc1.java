package dev.carafe.annotations.reference;

import org.jspecify.annotations.Nullable;

/// An instance method of 1 argument without a result.
@FunctionalInterface
public interface MemberProc1<T extends @Nullable Object, A extends @Nullable Object>
    extends MethodReference {
  void runOn(T receiver, A a) throws Exception;
}
