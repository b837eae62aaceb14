package dev.carafe.annotations.reference;

/// A method of 0 arguments (a receiver counts as one) without a result.
@FunctionalInterface
public interface Proc0 extends MethodReference {
  void run() throws Exception;
}
