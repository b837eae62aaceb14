package dev.carafe.image.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassLookup;
import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.rules.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parsed Java sources: what is wrong with them, and where in them things are. For one thread.
public final class SourceSet {
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Problem> syntax = new ArrayList<>();
  private final Map<String, TypeInFile> types = new LinkedHashMap<>();

  /// A type and the file it stands in.
  record TypeInFile(TypeDeclaration<?> type, SourceFile file) {}

  private SourceSet() {}

  /// Parses Java files. Those that cannot be parsed are left out and reported.
  public static SourceSet parse(List<Path> javaFiles) {
    var sources = new SourceSet();
    var parser = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_25));
    javaFiles.forEach(file -> sources.add(file, parser));
    return sources;
  }

  private void add(Path file, JavaParser parser) {
    try {
      ParseResult<CompilationUnit> parsed = parser.parse(file);
      if (!parsed.isSuccessful()) {
        parsed.getProblems().forEach(p -> syntax.add(problem(file, p)));
        return;
      }
      var source = new SourceFile(file, parsed.getResult().orElseThrow());
      files.add(source);
      for (TypeDeclaration<?> type : declarations(source.unit())) {
        source
            .binaryName(type)
            .ifPresent(name -> types.putIfAbsent(name, new TypeInFile(type, source)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }

  private static List<TypeDeclaration<?>> declarations(CompilationUnit unit) {
    var all = new ArrayList<TypeDeclaration<?>>();
    unit.walk(TypeDeclaration.class, all::add);
    return all;
  }

  private static Problem problem(Path file, com.github.javaparser.Problem problem) {
    Position begin =
        problem
            .getLocation()
            .flatMap(TokenRange::toRange)
            .map(r -> r.begin)
            .orElse(new Position(1, 1));
    String message = problem.getMessage().lines().findFirst().orElse("");
    return new Problem(
        new Place.InSource(file, begin.line, begin.column, 1),
        "this is no Java: " + message,
        "",
        "");
  }

  /// Where the parser gave up.
  public List<Problem> syntaxProblems() {
    return Problem.sorted(syntax);
  }

  /// All that is wrong with Carafe's annotations in these sources. `libraries` finds the classes
  /// the sources refer to; about what it does not find, nothing is said.
  public List<Problem> annotationProblems(ClassLookup libraries) {
    return Rules.check(program(libraries));
  }

  Program program(ClassLookup libraries) {
    Map<String, ClassDeclared> own = new LinkedHashMap<>();
    ClassLookup lookup = name -> Optional.ofNullable(own.get(name)).or(() -> libraries.find(name));
    var names = new Names(types, libraries);
    types.forEach((name, found) -> own.put(name, new TypeReader(found, names).declared(name)));
    return new Program(List.copyOf(own.values()), lookup);
  }

  /// The same problem at its place in the sources, or as it is where they do not have it.
  public Problem located(Problem problem) {
    if (!(problem.place() instanceof Place.InClass(String className, String member))) {
      return problem;
    }
    TypeInFile found = types.get(className);
    return found == null
        ? problem
        : new Problem(Members.place(found, member), problem.what(), problem.why(), problem.edit());
  }

  /// What comments say, by [DocComments#key].
  Map<String, DocComment> comments() {
    Map<String, DocComment> comments = new LinkedHashMap<>();
    types.forEach(
        (name, found) ->
            found
                .type()
                .getMethods()
                .forEach(
                    m ->
                        DocComment.of(m)
                            .ifPresent(
                                c ->
                                    comments.put(
                                        DocComments.key(
                                            name, m.getNameAsString(), m.getParameters().size()),
                                        c))));
    return comments;
  }
}
