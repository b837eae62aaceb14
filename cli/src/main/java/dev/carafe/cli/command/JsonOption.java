package dev.carafe.cli.command;

import picocli.CommandLine.Option;

/// `--json`, which every list has.
final class JsonOption {
  @Option(names = "--json", description = "Print JSON for programs.")
  boolean json;
}
