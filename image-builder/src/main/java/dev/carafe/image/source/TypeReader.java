package dev.carafe.image.source;

import com.github.javaparser.ast.Modifier.Keyword;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassDeclared.Kind;
import dev.carafe.image.declared.FieldDeclared;
import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.source.SourceSet.TypeInFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// A type of a source file as a declaration.
final class TypeReader {
  private final TypeDeclaration<?> type;
  private final SourceFile file;
  private final Names names;
  private final Types types;
  private final Annotations annotations;

  TypeReader(TypeInFile found, Names names) {
    this.type = found.type();
    this.file = found.file();
    this.names = names;
    this.types = new Types(names, file);
    this.annotations = new Annotations(names, file);
  }

  ClassDeclared declared(String binaryName) {
    Set<Modifier> modifiers = typeModifiers();
    return new ClassDeclared(
        binaryName,
        type.getNameAsString(),
        kind(),
        modifiers,
        enclosing(),
        extended().findFirst(),
        implemented().toList(),
        permits(binaryName),
        type instanceof EnumDeclaration e
            ? e.getEntries().stream().map(NodeWithSimpleName::getNameAsString).toList()
            : List.of(),
        annotations.of(type),
        fields(),
        methods(modifiers),
        file.place(type.getName()));
  }

  private Kind kind() {
    return switch (type) {
      case ClassOrInterfaceDeclaration c -> c.isInterface() ? Kind.INTERFACE : Kind.CLASS;
      case EnumDeclaration _ -> Kind.ENUM;
      case RecordDeclaration _ -> Kind.RECORD;
      default -> Kind.ANNOTATION;
    };
  }

  /// Written modifiers, and those that Java adds to nested types.
  private Set<Modifier> typeModifiers() {
    Set<Modifier> modifiers = modifiers(type);
    Optional<Node> parent = type.getParentNode();
    boolean inInterface =
        parent.isPresent()
            && parent.get() instanceof ClassOrInterfaceDeclaration c
            && c.isInterface();
    if (parent.orElse(null) instanceof TypeDeclaration<?>
        && (inInterface || kind() != Kind.CLASS)) {
      modifiers.add(Modifier.STATIC);
    }
    if (inInterface) {
      modifiers.add(Modifier.PUBLIC);
    }
    if (kind() == Kind.INTERFACE) {
      modifiers.add(Modifier.ABSTRACT);
    }
    return modifiers;
  }

  private static Set<Modifier> modifiers(NodeWithModifiers<?> node) {
    var modifiers = EnumSet.noneOf(Modifier.class);
    for (var modifier : node.getModifiers()) {
      switch (modifier.getKeyword()) {
        case PUBLIC -> modifiers.add(Modifier.PUBLIC);
        case PROTECTED -> modifiers.add(Modifier.PROTECTED);
        case PRIVATE -> modifiers.add(Modifier.PRIVATE);
        case STATIC -> modifiers.add(Modifier.STATIC);
        case ABSTRACT -> modifiers.add(Modifier.ABSTRACT);
        case FINAL -> modifiers.add(Modifier.FINAL);
        default -> {} // no rule asks for it
      }
    }
    return modifiers;
  }

  private Optional<String> enclosing() {
    return type.getParentNode()
        .flatMap(p -> p instanceof TypeDeclaration<?> o ? file.binaryName(o) : Optional.empty());
  }

  private Stream<String> extended() {
    return type instanceof ClassOrInterfaceDeclaration c && !c.isInterface()
        ? binaryNames(c.getExtendedTypes())
        : Stream.empty();
  }

  private Stream<String> implemented() {
    return switch (type) {
      case ClassOrInterfaceDeclaration c ->
          binaryNames(c.isInterface() ? c.getExtendedTypes() : c.getImplementedTypes());
      case EnumDeclaration e -> binaryNames(e.getImplementedTypes());
      case RecordDeclaration r -> binaryNames(r.getImplementedTypes());
      default -> Stream.empty();
    };
  }

  private Stream<String> binaryNames(List<ClassOrInterfaceType> named) {
    // as seen from around the type: its members cannot name what it extends
    Node around = type.getParentNode().orElse(file.unit());
    return named.stream()
        .map(t -> names.resolve(t.getNameWithScope(), around, file).orElse(t.getNameWithScope()));
  }

  /// Those named, else all of the file that extend this type directly.
  private List<String> permits(String binaryName) {
    if (!(type instanceof ClassOrInterfaceDeclaration c) || !c.hasModifier(Keyword.SEALED)) {
      return List.of();
    }
    if (!c.getPermittedTypes().isEmpty()) {
      return c.getPermittedTypes().stream()
          .map(t -> names.resolve(t.getNameWithScope(), c, file).orElse(t.getNameWithScope()))
          .toList();
    }
    var permitted = new ArrayList<String>();
    file.unit()
        .walk(
            TypeDeclaration.class,
            other -> {
              var reader = new TypeReader(new TypeInFile((TypeDeclaration<?>) other, file), names);
              if (Stream.concat(reader.extended(), reader.implemented())
                  .anyMatch(binaryName::equals)) {
                file.binaryName((TypeDeclaration<?>) other).ifPresent(permitted::add);
              }
            });
    return permitted;
  }

  private List<FieldDeclared> fields() {
    var fields = new ArrayList<FieldDeclared>();
    if (type instanceof RecordDeclaration r) {
      r.getParameters().forEach(p -> fields.add(component(p)));
    }
    for (FieldDeclaration field : type.getFields()) {
      field.getVariables().forEach(v -> fields.add(field(field, v)));
    }
    return fields;
  }

  private FieldDeclared component(Parameter parameter) {
    return new FieldDeclared(
        parameter.getNameAsString(),
        parameterType(parameter),
        Set.of(Modifier.PRIVATE, Modifier.FINAL),
        annotations.of(parameter),
        new Initialiser.None(),
        file.place(parameter.getName()));
  }

  private FieldDeclared field(FieldDeclaration field, VariableDeclarator variable) {
    JavaType fieldType = types.of(variable.getType());
    return new FieldDeclared(
        variable.getNameAsString(),
        fieldType,
        modifiers(field),
        annotations.of(field),
        new Initialisers(names, file).of(variable, fieldType),
        file.place(variable.getName()));
  }

  private List<MethodDeclared> methods(Set<Modifier> typeModifiers) {
    var methods = new ArrayList<MethodDeclared>();
    for (ConstructorDeclaration constructor : type.getConstructors()) {
      methods.add(
          new MethodDeclared(
              MethodDeclared.CONSTRUCTOR,
              "",
              parameters(constructor.getParameters()),
              new JavaType.Primitive("void"),
              modifiers(constructor),
              List.of(),
              file.place(constructor.getName())));
    }
    if (methods.isEmpty() && kind() == Kind.CLASS) {
      methods.add(impliedConstructor(typeModifiers));
    }
    type.getMethods().forEach(m -> methods.add(method(m)));
    return methods;
  }

  /// As visible as its class.
  private MethodDeclared impliedConstructor(Set<Modifier> typeModifiers) {
    var visibility = EnumSet.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);
    visibility.retainAll(typeModifiers);
    return new MethodDeclared(
        MethodDeclared.CONSTRUCTOR,
        "",
        List.of(),
        new JavaType.Primitive("void"),
        visibility,
        List.of(),
        file.place(type.getName()));
  }

  private MethodDeclared method(MethodDeclaration method) {
    Set<Modifier> modifiers = modifiers(method);
    if (kind() == Kind.INTERFACE && method.getBody().isEmpty()) {
      modifiers.add(Modifier.ABSTRACT);
    }
    return new MethodDeclared(
        method.getNameAsString(),
        "",
        parameters(method.getParameters()),
        types.of(method.getType()),
        modifiers,
        annotations.of(method),
        file.place(method.getName()));
  }

  private List<ParameterDeclared> parameters(List<Parameter> parameters) {
    return parameters.stream().map(this::parameter).toList();
  }

  private ParameterDeclared parameter(Parameter parameter) {
    Optional<String> defaultText =
        annotations.of(parameter).stream()
            .filter(a -> a.name().equals("Default"))
            .map(a -> a.text("value"))
            .findFirst();
    return new ParameterDeclared(
        parameter.getNameAsString(), parameterType(parameter), defaultText, file.place(parameter));
  }

  private JavaType parameterType(Parameter parameter) {
    JavaType declared = types.of(parameter.getType());
    return parameter.isVarArgs() ? new JavaType.Array(declared) : declared;
  }
}
