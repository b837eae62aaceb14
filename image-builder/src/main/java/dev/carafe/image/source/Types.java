package dev.carafe.image.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.nodeTypes.NodeWithTypeParameters;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.VoidType;
import com.github.javaparser.ast.type.WildcardType;
import dev.carafe.image.declared.JavaType;
import java.util.List;

/// Types of one source file as [JavaType]s.
final class Types {
  private final Names names;
  private final SourceFile file;

  Types(Names names, SourceFile file) {
    this.names = names;
    this.file = file;
  }

  JavaType of(Type type) {
    return switch (type) {
      case PrimitiveType primitive -> new JavaType.Primitive(primitive.asString());
      case VoidType _ -> new JavaType.Primitive("void");
      case ArrayType array -> new JavaType.Array(of(array.getComponentType()));
      case WildcardType wildcard -> new JavaType.Wildcard(text(wildcard));
      case ClassOrInterfaceType named -> named(named);
      default -> new JavaType.Unknown(type.asString());
    };
  }

  private JavaType named(ClassOrInterfaceType type) {
    String name = type.getNameWithScope();
    if (isVariable(name, type)) {
      return new JavaType.Variable(name);
    }
    List<JavaType> arguments =
        type.getTypeArguments().stream().flatMap(List::stream).map(this::of).toList();
    return names
        .resolve(name, type, file)
        .<JavaType>map(binary -> new JavaType.Named(binary, arguments))
        .orElse(new JavaType.Unknown(name));
  }

  private String text(WildcardType wildcard) {
    return wildcard
        .getExtendedType()
        .map(t -> "? extends " + of(t).text())
        .or(() -> wildcard.getSuperType().map(t -> "? super " + of(t).text()))
        .orElse("?");
  }

  private static boolean isVariable(String name, Node at) {
    for (Node node = at; node != null; node = node.getParentNode().orElse(null)) {
      if (node instanceof NodeWithTypeParameters<?> generic
          && generic.getTypeParameters().stream().anyMatch(t -> t.getNameAsString().equals(name))) {
        return true;
      }
    }
    return false;
  }
}
