package dev.carafe.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carafe.cli.command.CommandTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Commands in the handbook and the READMEs are ones that the command line takes.
final class CommandsTest {
  private static final Pattern CARAFE = Pattern.compile("(?:^|[\\s(|&;])(?:\\./)?carafe(?=\\s|$)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final List<String> LANGUAGES = List.of("sh", "console");

  @Test
  void everyCommandLineIsUnderstood() {
    int seen = 0;
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (LANGUAGES.contains(block.language())) {
          for (List<String> words : commands(block)) {
            check(words, page.place(block));
            seen++;
          }
        }
      }
    }
    assertThat(seen).as("commands in the docs").isGreaterThan(30);
  }

  @Test
  void commandsStandInBlocksThatAreRead() {
    for (Page page : Page.handbook()) {
      for (Page.Block block : page.blocks()) {
        if (!LANGUAGES.contains(block.language()) && !page.file().endsWith("cli.md")) {
          assertThat(block.text().lines())
              .as("%s: commands stand in ```sh or ```console", page.place(block))
              .noneMatch(line -> line.matches("(\\$ )?\\./carafe .*"));
        }
      }
    }
  }

  private static void check(List<String> words, String place) {
    String typed = place + ": carafe " + String.join(" ", words);
    if (List.of("--help", "--version").equals(words) || words.getFirst().startsWith("-")) {
      return; // of the launcher itself
    }
    assertThatCode(() -> CommandTree.whole().parseArgs(words.toArray(String[]::new)))
        .as(typed)
        .doesNotThrowAnyException();
    CommandLine named = CommandTree.whole().getSubcommands().get(words.getFirst());
    assertThat(named).as(typed).isNotNull();
    if (words.size() > 1 && List.of("run", "deploy").contains(words.getFirst())) {
      words.stream()
          .filter(w -> w.startsWith("sample-apps/") || w.startsWith("docs/"))
          .map(w -> w.split("::")[0])
          .forEach(w -> assertThat(Page.root().resolve(w)).as(typed).exists());
    }
  }

  /// The words after `carafe`, of each command of a block.
  private static List<List<String>> commands(Page.Block block) {
    List<List<String>> commands = new ArrayList<>();
    String text = block.text().replace("\\\n", " ");
    for (String line : text.lines().toList()) {
      boolean typed = block.language().equals("sh") || line.startsWith("$ ");
      Matcher carafe = CARAFE.matcher(line);
      if (typed && !line.strip().startsWith("#") && carafe.find()) {
        commands.add(words(line.substring(carafe.end())));
      }
    }
    return commands;
  }

  /// As a shell splits them, up to what is no longer the command's.
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      if (word.group(3) != null && word.group(3).matches("[|&;<>#)].*|\\d?>.*")) {
        break;
      }
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  @Test
  void shellWordsAreSplitAsAShellDoes() {
    Page.Block block =
        new Page.Block(
            "console",
            "",
            1,
            "$ echo x | ./carafe call a/b --json '[1, 2]' > f  # remark\n./carafe output");
    assertThat(commands(block))
        .isEqualTo(List.of(Arrays.asList("call", "a/b", "--json", "[1, 2]")));
  }
}
