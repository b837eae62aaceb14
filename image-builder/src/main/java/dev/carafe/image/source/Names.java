package dev.carafe.image.source;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithExtends;
import com.github.javaparser.ast.nodeTypes.NodeWithImplements;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.carafe.image.declared.ClassLookup;
import dev.carafe.image.source.SourceSet.TypeInFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Resolves type names of sources to binary names, in the order Java does: types around, the file,
/// single imports, the package, imports on demand, `java.lang`, then qualified names.
final class Names {
  private static final String ANNOTATIONS = "dev.carafe.annotations.";
  private final Map<String, TypeInFile> own;
  private final ClassLookup libraries;

  Names(Map<String, TypeInFile> own, ClassLookup libraries) {
    this.own = own;
    this.libraries = libraries;
  }

  Optional<TypeInFile> source(String binaryName) {
    return Optional.ofNullable(own.get(binaryName));
  }

  /// The type that `name`, maybe dotted, means at `at`.
  Optional<String> resolve(String name, Node at, SourceFile file) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    String rest = dot < 0 ? "" : name.substring(dot).replace('.', '$');
    Optional<String> base =
        around(first, at, file)
            .or(() -> existing(join(file.packageName(), first)).filter(own::containsKey))
            .or(() -> imported(first, file))
            .or(() -> existing(join(file.packageName(), first)))
            .or(() -> onDemand(first, file))
            .or(() -> existing("java.lang." + first));
    return base.map(b -> b + rest).or(() -> qualified(name));
  }

  private Optional<String> around(String name, Node at, SourceFile file) {
    for (Node node = at; node != null; node = node.getParentNode().orElse(null)) {
      if (node instanceof TypeDeclaration<?> type) {
        Optional<String> binary = file.binaryName(type);
        if (type.getNameAsString().equals(name)) {
          return binary;
        }
        Optional<String> member = binary.flatMap(b -> member(b, name, new ArrayList<>()));
        if (member.isPresent()) {
          return member;
        }
      }
    }
    return Optional.empty();
  }

  /// A type nested in a class or in what it extends.
  private Optional<String> member(String binaryName, String name, List<String> seen) {
    if (seen.contains(binaryName)) {
      return Optional.empty();
    }
    seen.add(binaryName);
    return existing(binaryName + "$" + name)
        .or(() -> parents(binaryName).flatMap(p -> member(p, name, seen).stream()).findFirst());
  }

  private Stream<String> parents(String binaryName) {
    TypeInFile source = own.get(binaryName);
    if (source == null) {
      return libraries.find(binaryName).stream()
          .flatMap(c -> Stream.concat(c.superclass().stream(), c.interfaces().stream()));
    }
    var types = new ArrayList<ClassOrInterfaceType>();
    if (source.type() instanceof NodeWithExtends<?> node) {
      types.addAll(node.getExtendedTypes());
    }
    if (source.type() instanceof NodeWithImplements<?> node) {
      types.addAll(node.getImplementedTypes());
    }
    // looked up from outside the type: its own members cannot name what it extends
    Node outside = source.type().getParentNode().orElse(source.file().unit());
    return types.stream()
        .map(ClassOrInterfaceType::getNameWithScope)
        .flatMap(n -> resolve(n, outside, source.file()).stream());
  }

  private Optional<String> imported(String name, SourceFile file) {
    return file.unit().getImports().stream()
        .filter(i -> !i.isAsterisk() && !i.isStatic())
        .map(ImportDeclaration::getNameAsString)
        .filter(i -> i.endsWith("." + name))
        .findFirst()
        .map(i -> qualified(i).orElse(i));
  }

  private Optional<String> onDemand(String name, SourceFile file) {
    return file.unit().getImports().stream()
        .filter(i -> i.isAsterisk() && !i.isStatic())
        .flatMap(i -> qualified(i.getNameAsString() + "." + name).stream())
        .findFirst();
  }

  /// A dotted name as a class of a package, or nested in one.
  private Optional<String> qualified(String name) {
    String candidate = name;
    while (candidate.indexOf('.') >= 0) {
      if (existing(candidate).isPresent()) {
        return Optional.of(candidate);
      }
      int dot = candidate.lastIndexOf('.');
      candidate = candidate.substring(0, dot) + "$" + candidate.substring(dot + 1);
    }
    return existing(candidate);
  }

  private Optional<String> existing(String binaryName) {
    boolean exists =
        own.containsKey(binaryName) || ours(binaryName) || libraries.find(binaryName).isPresent();
    return exists ? Optional.of(binaryName) : Optional.empty();
  }

  /// Carafe's annotations are known even before a class path is.
  private static boolean ours(String binaryName) {
    return binaryName.startsWith(ANNOTATIONS)
        && Names.class.getClassLoader().getResource(binaryName.replace('.', '/') + ".class")
            != null;
  }

  private static String join(String packageName, String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
