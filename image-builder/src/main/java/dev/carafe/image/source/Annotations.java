package dev.carafe.image.source;

import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MarkerAnnotationExpr;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Value;
import dev.carafe.image.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carafe's annotations in one source file.
final class Annotations {
  private static final String PACKAGE = "dev.carafe.annotations.";
  private final Names names;
  private final SourceFile file;

  Annotations(Names names, SourceFile file) {
    this.names = names;
    this.file = file;
  }

  List<AnnotationDeclared> of(NodeWithAnnotations<?> node) {
    return node.getAnnotations().stream().flatMap(a -> declared(a).stream()).toList();
  }

  private Optional<AnnotationDeclared> declared(AnnotationExpr annotation) {
    return names
        .resolve(annotation.getNameAsString(), annotation, file)
        .filter(n -> n.startsWith(PACKAGE))
        .map(
            n ->
                new AnnotationDeclared(
                    n.substring(PACKAGE.length()), values(annotation), file.place(annotation)));
  }

  private Map<String, Value> values(AnnotationExpr annotation) {
    return switch (annotation) {
      case MarkerAnnotationExpr _ -> Map.of();
      case SingleMemberAnnotationExpr single -> Map.of("value", value(single.getMemberValue()));
      case NormalAnnotationExpr normal -> {
        var values = new HashMap<String, Value>();
        normal.getPairs().forEach(p -> values.put(p.getNameAsString(), value(p.getValue())));
        yield values;
      }
      default -> Map.of();
    };
  }

  private Value value(Expression expression) {
    Place place = file.place(expression);
    return switch (expression) {
      case ArrayInitializerExpr array ->
          new Value.Listed(array.getValues().stream().map(this::value).toList(), place);
      case ClassExpr literal ->
          new Value.ClassNamed(new Types(names, file).of(literal.getType()), place);
      case AnnotationExpr nested ->
          declared(nested)
              .<Value>map(a -> new Value.Nested(a, place))
              .orElse(new Value.Unknown(place));
      default ->
          new Constants(names, file)
              .value(expression)
              .map(v -> constant(v, place))
              .orElse(new Value.Unknown(place));
    };
  }

  private static Value constant(Object value, Place place) {
    return switch (value) {
      case String text -> new Value.Text(text, place);
      case Boolean truth -> new Value.Truth(truth, place);
      case Number number -> new Value.Quantity(number.doubleValue(), place);
      default -> new Value.Unknown(place);
    };
  }
}
