package dev.carafe.server.deploy;

import dev.carafe.model.app.NearestNames;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Words;
import dev.carafe.server.refusal.Refusal;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// The values of a class's `@Parameter` fields in canonical text, checked by name and type,
/// defaults filled in: an explicit default and an omitted one are the same.
final class ParameterValues {
  private ParameterValues() {}

  static Map<String, String> of(ServiceSpec service, Map<String, String> given) {
    Map<String, String> values = new TreeMap<>();
    given.forEach(
        (name, text) -> {
          ParameterSpec parameter =
              service.parameter(name).orElseThrow(() -> unknown(service, name));
          values.put(name, canonical(service, parameter, text));
        });
    for (ParameterSpec parameter : service.parameters()) {
      if (!values.containsKey(parameter.name())) {
        values.put(
            parameter.name(),
            parameter.defaultText().orElseThrow(() -> missing(service, parameter)));
      }
    }
    return values;
  }

  private static Refusal unknown(ServiceSpec service, String name) {
    var names = service.parameters().stream().map(ParameterSpec::name).toList();
    return Refusal.invalid(
        "%s has no @Parameter %s. %s"
            .formatted(service.name(), name, NearestNames.sentence(name, names)));
  }

  private static Refusal missing(ServiceSpec service, ParameterSpec parameter) {
    return Refusal.invalid(
        "%1$s needs its @Parameter %2$s (%3$s), which has no default. Give it: .with(\"%4$s\", …), or --with %4$s=… on the command line"
            .formatted(service.name(), parameter.name(), parameter.javaType(), parameter.name()));
  }

  private static String canonical(ServiceSpec service, ParameterSpec parameter, String text) {
    try {
      return switch (parameter.type()) {
        case STRING -> text;
        case INT -> Integer.toString(Integer.parseInt(text));
        case LONG -> Long.toString(Long.parseLong(text));
        case DOUBLE -> Double.toString(Double.parseDouble(text));
        case BOOLEAN -> bool(text);
        case ENUM -> constant(parameter, text);
        case BYTES -> Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
      };
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(
          "The @Parameter %s of %s is %s and cannot be \"%s\"%s"
              .formatted(
                  parameter.name(),
                  service.name(),
                  Words.a(Words.simpleType(parameter.javaType())),
                  text,
                  parameter.enumConstants().isEmpty()
                      ? "."
                      : "; it is one of " + String.join(", ", parameter.enumConstants()) + "."));
    }
  }

  private static String bool(String text) {
    return switch (text) {
      case "true", "false" -> text;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String constant(ParameterSpec parameter, String text) {
    if (!parameter.enumConstants().contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
