package dev.carafe.cli.command;

import java.util.Optional;

/// `TARGET[::NAME]` as typed.
record UserTarget(String target, Optional<String> name) {

  static UserTarget parse(String typed) {
    int colons = typed.lastIndexOf("::");
    if (colons < 0) {
      return new UserTarget(typed, Optional.empty());
    }
    String name = typed.substring(colons + 2);
    if (colons == 0 || name.isEmpty()) {
      throw new UsageException(
          "\"%s\" is no target; write TARGET or TARGET::NAME, as in demo.java::main."
              .formatted(typed));
    }
    return new UserTarget(typed.substring(0, colons), Optional.of(name));
  }
}
