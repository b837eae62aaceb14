package dev.carafe.image.spec;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.FieldDeclared;
import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.ParameterTypes;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.ServiceDeclared;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one service.
final class ServiceReader {
  private final Program program;
  private final ServiceDeclared service;

  ServiceReader(Program program, ServiceDeclared service) {
    this.program = program;
    this.service = service;
  }

  ServiceSpec spec() {
    var settings = new Settings(service);
    List<ClassDeclared> lineage =
        service.isFunction() ? List.of() : program.lookup().lineage(service.type());
    return new ServiceSpec(
        service.name(),
        service.isFunction() ? ServiceSpec.Kind.FUNCTION : ServiceSpec.Kind.CLS,
        service.type().binaryName(),
        lineage.stream().flatMap(this::parameters).toList(),
        Hooks.of(lineage, "Enter"),
        Hooks.of(lineage, "Exit").reversed(),
        service.callables().stream().map(FunctionReader::spec).toList(),
        settings.resources(),
        settings.scaling(),
        concurrency(),
        settings.timeouts(),
        settings.retries(),
        settings.image(),
        settings.mounts(),
        settings.buckets(),
        settings.secrets(),
        settings.env(),
        settings.policy());
  }

  private Concurrency concurrency() {
    Optional<AnnotationDeclared> concurrent =
        service.isFunction()
            ? service.callables().getFirst().method().annotation("Concurrent")
            : service.type().annotation("Concurrent");
    return concurrent
        .map(
            c ->
                new Concurrency(
                    c.whole("max"), c.whole("target") == 0 ? c.whole("max") : c.whole("target")))
        .orElse(Concurrency.ONE);
  }

  private Stream<ParameterSpec> parameters(ClassDeclared type) {
    return type.fields().stream()
        .filter(f -> f.annotation("Parameter").isPresent())
        .map(f -> parameter(f, type));
  }

  private ParameterSpec parameter(FieldDeclared field, ClassDeclared type) {
    JavaType javaType = field.type();
    return new ParameterSpec(
        type.binaryName(),
        field.name(),
        ParameterTypes.of(javaType, program.lookup()).orElseThrow(),
        javaType.text(),
        program.lookup().find(javaType.text()).map(ClassDeclared::enumConstants).orElse(List.of()),
        field.initialiser() instanceof Initialiser.Constant(String text)
            ? Optional.of(text)
            : Optional.empty());
  }
}
