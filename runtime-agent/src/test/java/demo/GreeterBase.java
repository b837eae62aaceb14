package demo;

import java.util.ArrayList;
import java.util.List;

/// What hooks and parameters of a superclass are for.
public class GreeterBase {
  protected final List<String> happened = new ArrayList<>();
  int number;
  byte[] bytes = {};

  void enterBase() {
    happened.add("enterBase on " + Thread.currentThread().getName());
  }

  void enterOverridden() {
    happened.add("never");
  }

  void exitBase() {
    System.out.println("exitBase");
  }
}
