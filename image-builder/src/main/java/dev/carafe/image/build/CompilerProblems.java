package dev.carafe.image.build;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/// The compiler's errors as problems.
final class CompilerProblems {
  private CompilerProblems() {}

  static List<Problem> of(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    return diagnostics.stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(CompilerProblems::problem)
        .distinct()
        .toList();
  }

  private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic) {
    List<String> lines =
        plain(diagnostic.getMessage(Locale.ENGLISH)).lines().map(String::strip).toList();
    return new Problem(
        place(diagnostic),
        lines.getFirst(),
        String.join("; ", lines.subList(1, lines.size())).replaceAll("\\s+", " "),
        "");
  }

  /// With `String` for `java.lang.String`, as on the compiler's own command line.
  private static String plain(String message) {
    return message.replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", "");
  }

  private static Place place(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    if (source == null || diagnostic.getPosition() == Diagnostic.NOPOS) {
      return new Place.InTarget("javac");
    }
    return new Place.InSource(
        Path.of(source.getName()),
        (int) diagnostic.getLineNumber(),
        column(diagnostic, source),
        (int) Math.max(1, diagnostic.getEndPosition() - diagnostic.getPosition()));
  }

  /// Counted in characters: the compiler's own column counts a tab as up to eight.
  private static int column(Diagnostic<?> diagnostic, JavaFileObject source) {
    try {
      String text = source.getCharContent(true).toString();
      int position = (int) Math.min(diagnostic.getPosition(), text.length());
      return position - text.lastIndexOf('\n', position - 1);
    } catch (IOException e) {
      return (int) diagnostic.getColumnNumber();
    }
  }
}
