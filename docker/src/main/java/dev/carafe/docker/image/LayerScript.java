package dev.carafe.docker.image;

import dev.carafe.docker.engine.ShellText;
import dev.carafe.model.spi.EngineException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the shell runs for a layer.
final class LayerScript {
  private static final Pattern PACKAGE =
      Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9-]+)?([=/][A-Za-z0-9.+:~-]+)?");

  /// Ends with the first that fails, and prints all to one place, in the order of the printing.
  static final String SCRIPT = "set -e\nexec 2>&1\n";

  private LayerScript() {}

  /// Leaves no lists, logs and archives in the layer. Throws [EngineException] for what is no name
  /// of a package.
  static String packages(List<String> names) {
    for (String name : names) {
      if (!PACKAGE.matcher(name).matches()) {
        throw new EngineException(
            "aptInstall(\"%s\") names no Debian package. Write a name like \"libgomp1\", one an argument, or \"curl=7.88.1-10\" for a version."
                .formatted(name));
      }
    }
    return SCRIPT
        + """
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 %s
        rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb \
        /var/cache/ldconfig/aux-cache /var/log/apt /var/log/dpkg.log
        """
            .formatted(String.join(" ", names));
  }

  /// Each command in a shell of its own, named before it runs; the first that fails ends it.
  static String commands(List<String> commands, boolean secrets, Belongings belongings) {
    String each =
        commands.stream()
            .map(
                c ->
                    "echo %s\nsh -c %s\n"
                        .formatted(ShellText.quoted("$ " + c), ShellText.quoted(c)))
            .collect(Collectors.joining());
    return SCRIPT + (secrets ? ". " + SecretFile.INSIDE + "\n" : "") + belongings.around(each);
  }
}
