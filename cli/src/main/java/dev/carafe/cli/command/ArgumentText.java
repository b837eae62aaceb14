package dev.carafe.cli.command;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.Words;
import dev.carafe.protocol.codec.CodecException;
import dev.carafe.protocol.codec.SignatureCheck;
import dev.carafe.protocol.wire.ModelJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Arguments as a person types them, as the JSON their types ask for.
final class ArgumentText {
  private static final String OPTIONAL = "java.util.Optional<";
  private static final Set<String> WHOLE =
      Set.of(
          "int",
          "long",
          "short",
          "byte",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.Byte",
          "java.math.BigInteger");
  private static final Set<String> DECIMAL =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float", "java.math.BigDecimal");

  private ArgumentText() {}

  /// A JSON array of all arguments; those at the end that may be left out may be missing.
  static String json(FunctionSpec function, List<String> typed) {
    List<ArgumentSpec> wanted = function.callerArguments();
    SignatureCheck check = new SignatureCheck(function);
    long needed = wanted.stream().filter(a -> !a.mayBeOmitted()).count();
    boolean fits =
        typed.size() <= wanted.size()
            && wanted.stream().skip(typed.size()).allMatch(ArgumentSpec::mayBeOmitted);
    if (!fits) {
      throw new UsageException(
          "%s takes %s; found %d. Its signature: %s"
              .formatted(
                  function.name(),
                  needed == wanted.size()
                      ? needed == 1 ? "1 argument" : needed + " arguments"
                      : "%d to %d arguments".formatted(needed, wanted.size()),
                  typed.size(),
                  signature(function)));
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      ArgumentSpec argument = wanted.get(i);
      String value = json(argument, typed.get(i));
      refusing(() -> check.value(argument, value));
      values.add(value);
    }
    return "[" + String.join(",", values) + "]";
  }

  /// All arguments as JSON: the same text, if it fits the signature.
  static String checked(FunctionSpec function, String json) {
    refusing(() -> new SignatureCheck(function).all(json));
    return json;
  }

  private static void refusing(Runnable check) {
    try {
      check.run();
    } catch (CodecException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  static String signature(FunctionSpec function) {
    return "%s(%s) → %s"
        .formatted(
            function.name(),
            function.callerArguments().stream()
                .map(a -> Words.simpleType(a.type()) + " " + a.name())
                .collect(Collectors.joining(", ")),
            Words.simpleType(function.returnType()));
  }

  private static String json(ArgumentSpec argument, String text) {
    String type = argument.type();
    String inner =
        type.startsWith(OPTIONAL) ? type.substring(OPTIONAL.length(), type.length() - 1) : type;
    if (WHOLE.contains(inner)) {
      return number(argument, text, true);
    }
    if (DECIMAL.contains(inner)) {
      return number(argument, text, false);
    }
    return switch (inner) {
      case "java.lang.String", "char", "java.lang.Character" -> ModelJson.write(text);
      case "boolean", "java.lang.Boolean" -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw wrong(argument, text, "true or false");
        }
        yield text;
      }
      default -> looksLikeJson(text) ? text : ModelJson.write(text);
    };
  }

  private static String number(ArgumentSpec argument, String text, boolean whole) {
    try {
      return whole ? new BigInteger(text).toString() : new BigDecimal(text).toString();
    } catch (NumberFormatException e) {
      throw wrong(argument, text, whole ? "a whole number" : "a number");
    }
  }

  private static UsageException wrong(ArgumentSpec argument, String text, String what) {
    return new UsageException(
        "%s is %s (%s); \"%s\" is not."
            .formatted(argument.name(), what, Words.simpleType(argument.type()), text));
  }

  /// Enums, dates and the like are strings in JSON; structures, numbers and words of JSON are not.
  private static boolean looksLikeJson(String text) {
    String start = text.strip();
    return start.startsWith("{")
        || start.startsWith("[")
        || start.startsWith("\"")
        || start.equals("null")
        || start.equals("true")
        || start.equals("false")
        || start.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  }
}
