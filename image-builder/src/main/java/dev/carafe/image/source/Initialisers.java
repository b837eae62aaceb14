package dev.carafe.image.source;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.JavaType;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What fields are initialised with.
final class Initialisers {
  private final Names names;
  private final SourceFile file;

  Initialisers(Names names, SourceFile file) {
    this.names = names;
    this.file = file;
  }

  Initialiser of(VariableDeclarator variable, JavaType type) {
    return variable.getInitializer().map(i -> of(i, type)).orElse(new Initialiser.None());
  }

  private Initialiser of(Expression expression, JavaType type) {
    return switch (expression) {
      case ArrayInitializerExpr array -> bytes(array.getValues());
      case ArrayCreationExpr array ->
          array.getInitializer().map(i -> bytes(i.getValues())).orElse(new Initialiser.Unknown());
      case MethodCallExpr _, ObjectCreationExpr _, NullLiteralExpr _, LambdaExpr _ ->
          new Initialiser.Computed();
      default ->
          new Constants(names, file)
              .value(expression)
              .<Initialiser>map(v -> new Initialiser.Constant(canonical(v, type)))
              .orElseGet(() -> enumConstant(expression, type));
    };
  }

  private static String canonical(Object value, JavaType type) {
    if (value instanceof Number number) {
      return switch (type.text()) {
        case "double" -> Double.toString(number.doubleValue());
        default -> number.toString();
      };
    }
    return value.toString();
  }

  /// A constant of the field's own type, which is then an enum.
  private Initialiser enumConstant(Expression expression, JavaType type) {
    if (expression instanceof FieldAccessExpr field
        && names
            .resolve(field.getScope().toString(), field, file)
            .filter(n -> n.equals(type.text()))
            .isPresent()) {
      return new Initialiser.Constant(field.getNameAsString());
    }
    return new Initialiser.Unknown(); // a constant of some library, or the class file will tell
  }

  private Initialiser bytes(List<Expression> items) {
    var bytes = new ByteArrayOutputStream();
    for (Expression item : items) {
      Expression plain = item instanceof CastExpr cast ? cast.getExpression() : item;
      Optional<Object> value = new Constants(names, file).value(plain);
      if (value.orElse("") instanceof Integer number) {
        bytes.write(number);
      } else {
        return new Initialiser.Unknown();
      }
    }
    return new Initialiser.Constant(Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }
}
