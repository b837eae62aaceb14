package dev.carafe.image.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.carafe.image.problem.Place;
import dev.carafe.image.source.SourceSet.TypeInFile;
import java.util.stream.Stream;

/// Finds members of a type in its source.
final class Members {
  private Members() {}

  static Place place(TypeInFile found, String member) {
    Stream<Node> methods =
        found.type().getMethodsByName(member).stream().map(MethodDeclaration::getName);
    Stream<Node> fields =
        found.type().getFields().stream()
            .flatMap((FieldDeclaration f) -> f.getVariables().stream())
            .filter(v -> v.getNameAsString().equals(member))
            .map(v -> v.getName());
    return found
        .file()
        .place(Stream.concat(methods, fields).findFirst().orElse(found.type().getName()));
  }
}
