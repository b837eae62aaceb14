package dev.carafe.image.source;

import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.carafe.image.problem.Place;
import java.nio.file.Path;
import java.util.Optional;

/// A source file that could be parsed.
record SourceFile(Path path, CompilationUnit unit) {

  /// Where a node stands.
  Place place(Node node) {
    return node.getRange().map(r -> place(r)).orElse(new Place.InSource(path, 1, 1, 1));
  }

  private Place place(Range range) {
    boolean oneLine = range.begin.line == range.end.line;
    return new Place.InSource(
        path,
        range.begin.line,
        range.begin.column,
        oneLine ? range.end.column - range.begin.column + 1 : 1);
  }

  String packageName() {
    return unit.getPackageDeclaration().map(p -> p.getNameAsString()).orElse("");
  }

  /// The binary name of a type of this file; empty for local classes.
  Optional<String> binaryName(TypeDeclaration<?> type) {
    Optional<Node> parent = type.getParentNode();
    if (parent.isEmpty() || parent.get() instanceof CompilationUnit) {
      String prefix = packageName().isEmpty() ? "" : packageName() + ".";
      return Optional.of(prefix + type.getNameAsString());
    }
    return parent.get() instanceof TypeDeclaration<?> outer
        ? binaryName(outer).map(o -> o + "$" + type.getNameAsString())
        : Optional.empty();
  }
}
