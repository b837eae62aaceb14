package dev.carafe.cli.command;

import picocli.CommandLine.Option;

/// `-v`, which every command has.
final class VerboseOption {
  @Option(
      names = {"-v", "--verbose"},
      description = "Say more: stack traces of failures, every log line.")
  boolean verbose;
}
