package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.cli.output.Screen;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CliTest {
  @TempDir Path folder;
  private final Screen screen = Screen.plain();

  @Test
  void overviewListsAllCommandsOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(screen.out())
        .startsWith("Carafe: serverless containers for Java.\n\nUsage: carafe COMMAND")
        .contains("\nData:\n  volume      create, list, ls, put, import, get, rm, cp, rename");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).contains("Usage: carafe COMMAND");
  }

  @Test
  void unknownCommandNamesTheNearest() {
    assertThat(run("volum", "list")).isEqualTo(2);
    assertThat(screen.err())
        .isEqualTo("error: There is no command volum. Did you mean volume?\nSee carafe --help\n");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    assertThat(run("app", "list", "--jsn")).isEqualTo(2);
    assertThat(screen.err())
        .isEqualTo(
            "error: Unknown option: '--jsn'. Did you mean --json?\nSee carafe app list --help\n");
  }

  @Test
  void missingArgumentIsWrongUsage() {
    assertThat(run("volume", "put", "v")).isEqualTo(2);
    assertThat(screen.err()).contains("Missing required parameter: 'LOCAL'");
  }

  @Test
  void groupWithoutACommandIsWrongUsage() {
    assertThat(run("volume")).isEqualTo(2);
    assertThat(screen.err()).contains("carafe volume needs a command of its own");
  }

  @Test
  void withoutAServerItIsSaidHowToStartOne() {
    assertThat(run("app", "list")).isEqualTo(1);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err())
        .isEqualTo(
            "error: No server runs on %s, and neither CARAFE_SERVER nor a profile names one. Start one with: carafe server start\n"
                .formatted(folder.resolve("home/data")));
  }

  @Test
  void nameThatNoVolumeMayHaveIsWrongUseBeforeAnythingIsAsked() {
    assertThat(run("volume", "create", "bad name")).isEqualTo(2);
    assertThat(run("volume", "rename", "good", "x".repeat(64))).isEqualTo(2);
    assertThat(screen.err())
        .contains("\"bad name\" is no name for a Volume; use 1 to 63 letters")
        .contains("See carafe volume rename --help");
  }

  @Test
  void functionToCallNeedsItsApp() {
    assertThat(run("call", "embed")).isEqualTo(2);
    assertThat(screen.err()).contains("\"embed\" names no function; write APP/FUNCTION");
  }

  @Test
  void argumentsOfACallMayBeNegativeNumbers() {
    assertThat(run("call", "demo/f", "-3", "--json", "[1]")).isEqualTo(2);
    assertThat(screen.err()).contains("Give the arguments as --json or one by one, not both.");
  }

  @Test
  void missingFileToPutIsWrongUsage() {
    assertThat(run("volume", "put", "v", "missing.bin")).isEqualTo(2);
    assertThat(screen.err()).contains("There is no file or directory");
  }

  @Test
  void unknownEngineIsWrongUsage() {
    assertThat(run("server", "start", "--engine", "podman")).isEqualTo(2);
    assertThat(screen.err())
        .contains("There is no engine podman; there are: auto, process, docker.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamples(List<String> command) {
    String[] words = command.toArray(new String[command.size() + 1]);
    words[command.size()] = "--help";
    assertThat(run(words)).isZero();
    assertThat(screen.out())
        .startsWith("Usage: carafe " + String.join(" ", command))
        .contains("Examples:\n  carafe " + command.getFirst());
    assertThat(screen.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTheTerminalAndBreaksLinesBetweenWords(List<String> command) {
    String[] words = command.toArray(new String[command.size() + 1]);
    words[command.size()] = "--help";
    run(words);
    assertThat(screen.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void helpNeverBreaksAPath() {
    run("run", "--help");
    assertThat(screen.out()).contains("~/.carafe/data");
    run("volume", "put", "--help");
    assertThat(screen.out()).contains(" /minilm/model.onnx\n", " /models/minilm\n");
  }

  @Test
  void lineOfHelpHangsFromItsLastColumn() {
    assertThat(HelpWrap.wrap("  -d, --data=DIR   The directory; else ~/.carafe/data.", 40, 0, 0))
        .isEqualTo("  -d, --data=DIR   The directory; else\n" + " ".repeat(19) + "~/.carafe/data.");
    assertThat(HelpWrap.wrap("carafe run [-a] [-b] TARGET", 20, 0, 11))
        .isEqualTo("carafe run [-a] [-b]\n           TARGET");
  }

  static List<List<String>> commands() {
    return Catalog.whole(shell(Screen.plain(), Path.of("/nowhere")))
        .getSubcommands()
        .entrySet()
        .stream()
        .flatMap(
            entry ->
                entry.getValue().getSubcommands().isEmpty()
                    ? List.of(List.of(entry.getKey())).stream()
                    : entry.getValue().getSubcommands().keySet().stream()
                        .map(sub -> List.of(entry.getKey(), sub)))
        .toList();
  }

  @Test
  void completionKnowsAllCommands() {
    assertThat(run("completion", "bash")).isZero();
    assertThat(screen.out()).contains("complete -F _complete_carafe").contains("rollback");
  }

  private int run(String... arguments) {
    return new Cli(shell(screen, folder)).run(arguments);
  }

  /// With a data directory that is named, so that no server of this machine is found.
  private static Shell shell(Screen screen, Path folder) {
    return new Shell(
        screen.terminal(),
        InputStream.nullInputStream(),
        Map.of("CARAFE_DATA", folder.resolve("home/data").toString()),
        folder,
        new Installation(List.of(), List.of(), folder.resolve("home")));
  }
}
