package dev.carafe.image.spec;

import dev.carafe.image.declared.AppDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.ServiceDeclared;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.EntrypointSpec;
import dev.carafe.model.app.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Turns programs that keep all rules into specs. What the model's records refuse nevertheless
/// comes out as problems, one for each service.
public final class AppSpecs {
  private static final String CARAFE = "dev.carafe.client.Carafe";
  private final Program program;
  private final List<Problem> problems = new ArrayList<>();

  private AppSpecs(Program program) {
    this.program = program;
  }

  /// The specs of all apps of a program.
  public static List<AppSpec> of(Program program) {
    var specs = new AppSpecs(program);
    List<AppSpec> apps =
        AppDeclared.of(program).stream()
            .flatMap(app -> specs.tried(() -> specs.app(app), appPlace(app)).stream())
            .toList();
    if (!specs.problems.isEmpty()) {
      throw new UserCodeException(Problem.sorted(specs.problems));
    }
    return apps;
  }

  private AppSpec app(AppDeclared app) {
    List<ServiceSpec> services =
        ServiceDeclared.of(app, program).stream()
            .flatMap(s -> tried(() -> new ServiceReader(program, s).spec(), place(s)).stream())
            .toList();
    return new AppSpec(app.name(), services, entrypoints(app));
  }

  private static List<EntrypointSpec> entrypoints(AppDeclared app) {
    return app.members().stream()
        .flatMap(
            member ->
                member
                    .type()
                    .proper()
                    .filter(m -> m.has("LocalEntrypoint"))
                    .map(m -> entrypoint(m, member.type().binaryName())))
        .toList();
  }

  private static EntrypointSpec entrypoint(MethodDeclared method, String className) {
    boolean takesCarafe =
        !method.parameters().isEmpty() && method.parameters().getFirst().type().is(CARAFE);
    return new EntrypointSpec(
        method.name(),
        className,
        method.name(),
        method.descriptor(),
        takesCarafe,
        arguments(method.parameters().subList(takesCarafe ? 1 : 0, method.parameters().size())));
  }

  static List<ArgumentSpec> arguments(List<ParameterDeclared> parameters) {
    return parameters.stream()
        .map(p -> new ArgumentSpec(p.name(), p.type().text(), p.defaultText()))
        .toList();
  }

  private static Place place(ServiceDeclared service) {
    return service.isFunction()
        ? service.callables().getFirst().method().place()
        : service.type().place();
  }

  private static Place appPlace(AppDeclared app) {
    return app.members().getFirst().type().place();
  }

  private <T> List<T> tried(Supplier<T> maker, Place place) {
    try {
      return List.of(maker.get());
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(place, String.valueOf(e.getMessage()), "", ""));
      return List.of();
    }
  }
}
