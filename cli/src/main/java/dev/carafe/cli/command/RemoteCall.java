package dev.carafe.cli.command;

import dev.carafe.cli.output.ResultPrinter;
import dev.carafe.client.FunctionHandle;
import dev.carafe.model.app.FunctionSpec;
import java.util.stream.Stream;

/// Calls a function with JSON arguments and prints what it gives: one result, or each item of a
/// generator as it arrives.
final class RemoteCall {
  private RemoteCall() {}

  static void print(Shell shell, FunctionHandle handle, FunctionSpec function, String arguments) {
    if (function.generator()) {
      try (Stream<String> items = handle.streamJson(arguments)) {
        items.forEach(item -> ResultPrinter.print(shell.terminal(), item));
      }
      return;
    }
    String result = handle.remoteJson(arguments);
    if (!function.returnType().equals("void")) {
      ResultPrinter.print(shell.terminal(), result);
    }
  }
}
