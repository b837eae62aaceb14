package dev.carafe.image.options;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassLookup;
import dev.carafe.image.options.OptionSpec.Kind;
import dev.carafe.image.source.DocComment;
import dev.carafe.image.source.DocComments;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.EntrypointSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lists what can be run of an app, with options and help.
public final class Runnables {
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w.$]+");
  private static final DocComment SILENT = new DocComment("", Map.of());
  private final ClassLookup classes;
  private final DocComments comments;

  /// `classes` finds enums; `comments` give help.
  public Runnables(ClassLookup classes, DocComments comments) {
    this.classes = classes;
    this.comments = comments;
  }

  /// Entry points first, then functions and methods.
  public List<RunnableSpec> of(AppSpec app) {
    return Stream.concat(
            app.entrypoints().stream().map(e -> entrypoint(e, app)),
            app.services().stream()
                .flatMap(s -> s.functions().stream().map(f -> function(f, s, app))))
        .toList();
  }

  private RunnableSpec entrypoint(EntrypointSpec entry, AppSpec app) {
    int parameters = entry.arguments().size() + (entry.takesCarafe() ? 1 : 0);
    DocComment comment = comment(entry.className(), entry.method(), parameters);
    return new RunnableSpec(
        entry.name(),
        app.name(),
        RunnableSpec.Kind.ENTRYPOINT,
        comment.summary(),
        options(entry.arguments(), comment),
        List.of());
  }

  private RunnableSpec function(FunctionSpec function, ServiceSpec service, AppSpec app) {
    DocComment comment =
        comment(service.className(), function.method(), function.arguments().size());
    return new RunnableSpec(
        function.name(),
        app.name(),
        service.kind() == ServiceSpec.Kind.CLS
            ? RunnableSpec.Kind.METHOD
            : RunnableSpec.Kind.FUNCTION,
        comment.summary(),
        options(function.callerArguments(), comment),
        service.parameters().stream().map(Runnables::classOption).toList());
  }

  private DocComment comment(String className, String method, int parameters) {
    return comments.of(className, method, parameters).orElse(SILENT);
  }

  private List<OptionSpec> options(List<ArgumentSpec> arguments, DocComment comment) {
    return arguments.stream()
        .map(a -> option(a, comment.parameters().getOrDefault(a.name(), "")))
        .toList();
  }

  private OptionSpec option(ArgumentSpec argument, String help) {
    Optional<ClassDeclared> found = enumIn(argument.type());
    Set<String> enums = found.map(e -> Set.of(e.binaryName())).orElse(Set.of());
    OptionType type = OptionType.of(argument.type(), enums);
    boolean flag = type.kind() == Kind.FLAG && !type.repeated();
    Optional<String> defaultText =
        argument.defaultText().isEmpty() && flag && !type.optional()
            ? Optional.of("false")
            : argument.defaultText();
    return new OptionSpec(
        dashed(argument.name()),
        argument.name(),
        type.element(),
        type.kind(),
        type.repeated(),
        defaultText.isEmpty() && !type.optional() && !type.repeated(),
        defaultText,
        type.kind() == Kind.ENUM ? found.orElseThrow().enumConstants() : List.of(),
        help);
  }

  private Optional<ClassDeclared> enumIn(String type) {
    Matcher names = CLASS_NAME.matcher(type);
    while (names.find()) {
      Optional<ClassDeclared> found =
          classes.find(names.group()).filter(c -> c.kind() == ClassDeclared.Kind.ENUM);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static OptionSpec classOption(ParameterSpec parameter) {
    Kind kind =
        switch (parameter.type()) {
          case STRING, BYTES -> Kind.TEXT;
          case INT, LONG -> Kind.INTEGER;
          case DOUBLE -> Kind.DECIMAL;
          case BOOLEAN -> Kind.FLAG;
          case ENUM -> Kind.ENUM;
        };
    return new OptionSpec(
        dashed(parameter.name()),
        parameter.name(),
        parameter.javaType(),
        kind,
        false,
        parameter.defaultText().isEmpty(),
        parameter.defaultText(),
        parameter.enumConstants(),
        "");
  }

  /// `modelId` becomes `--model-id`.
  static String dashed(String name) {
    return "--"
        + name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
            .replace('_', '-')
            .toLowerCase(java.util.Locale.ROOT);
  }
}
