package dev.carafe.image.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.carafe.image.source.SourceSet.TypeInFile;
import java.util.Optional;

/// Values of constant expressions, as far as literals, sums and constants of these sources go. What
/// is empty here may still be a constant to the compiler.
final class Constants {
  private static final int DEEPEST = 16;
  private final Names names;
  private final SourceFile file;
  private final int depth;

  Constants(Names names, SourceFile file) {
    this(names, file, 0);
  }

  private Constants(Names names, SourceFile file, int depth) {
    this.names = names;
    this.file = file;
    this.depth = depth;
  }

  /// A `String`, `Boolean`, `Character`, `Integer`, `Long` or `Double`.
  Optional<Object> value(Expression expression) {
    return switch (expression) {
      case StringLiteralExpr text -> Optional.of(text.asString());
      case TextBlockLiteralExpr text -> Optional.of(text.asString());
      case BooleanLiteralExpr truth -> Optional.of(truth.getValue());
      case CharLiteralExpr character -> Optional.of(character.asChar());
      case IntegerLiteralExpr number -> Optional.of((Object) number.asNumber()).map(this::narrow);
      case LongLiteralExpr number -> Optional.of((Object) number.asNumber());
      case DoubleLiteralExpr number -> Optional.of(number.asDouble());
      case EnclosedExpr enclosed -> value(enclosed.getInner());
      case UnaryExpr unary -> negated(unary);
      case BinaryExpr binary -> combined(binary);
      case NameExpr name -> around(name.getNameAsString(), name);
      case FieldAccessExpr field ->
          names
              .resolve(field.getScope().toString(), field, file)
              .flatMap(names::source)
              .flatMap(t -> constant(t, field.getNameAsString()));
      default -> Optional.empty();
    };
  }

  private Object narrow(Object number) {
    return number instanceof Integer ? number : ((Number) number).longValue();
  }

  private Optional<Object> negated(UnaryExpr unary) {
    if (unary.getOperator() == UnaryExpr.Operator.PLUS) {
      return value(unary.getExpression());
    }
    if (unary.getOperator() != UnaryExpr.Operator.MINUS) {
      return Optional.empty();
    }
    return value(unary.getExpression())
        .map(
            v ->
                switch (v) {
                  case Integer i -> -i;
                  case Long l -> isLeast(unary, l) ? (Object) Integer.MIN_VALUE : (Object) (-l);
                  case Double d -> -d;
                  default -> v;
                });
  }

  /// `-2147483648` is an `int` although its digits alone are not.
  private static boolean isLeast(UnaryExpr unary, long digits) {
    return unary.getExpression() instanceof IntegerLiteralExpr && digits == 1L << 31;
  }

  private Optional<Object> combined(BinaryExpr binary) {
    Optional<Object> left = value(binary.getLeft());
    Optional<Object> right = value(binary.getRight());
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    if (binary.getOperator() == BinaryExpr.Operator.PLUS
        && (left.get() instanceof String || right.get() instanceof String)) {
      return Optional.of("" + left.get() + right.get());
    }
    return left.get() instanceof Integer a && right.get() instanceof Integer b
        ? whole(binary.getOperator(), a, b).map(n -> (Object) n)
        : Optional.empty();
  }

  private static Optional<Integer> whole(BinaryExpr.Operator operator, int a, int b) {
    return switch (operator) {
      case PLUS -> Optional.of(a + b);
      case MINUS -> Optional.of(a - b);
      case MULTIPLY -> Optional.of(a * b);
      case DIVIDE -> b == 0 ? Optional.empty() : Optional.of(a / b);
      default -> Optional.empty();
    };
  }

  private Optional<Object> around(String name, Node at) {
    for (Node node = at; node != null; node = node.getParentNode().orElse(null)) {
      if (node instanceof TypeDeclaration<?> type) {
        Optional<Object> found = constant(new TypeInFile(type, file), name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Object> constant(TypeInFile found, String name) {
    boolean implied =
        found.type().isClassOrInterfaceDeclaration()
            && found.type().asClassOrInterfaceDeclaration().isInterface();
    return depth >= DEEPEST
        ? Optional.empty()
        : found.type().getFields().stream()
            .filter((FieldDeclaration f) -> implied || (f.isStatic() && f.isFinal()))
            .flatMap(f -> f.getVariables().stream())
            .filter(v -> v.getNameAsString().equals(name))
            .flatMap((VariableDeclarator v) -> v.getInitializer().stream())
            .flatMap(i -> new Constants(names, found.file(), depth + 1).value(i).stream())
            .findFirst();
  }
}
