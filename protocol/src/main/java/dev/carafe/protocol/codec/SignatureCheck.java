package dev.carafe.protocol.codec;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.Words;
import dev.carafe.model.call.Payload.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Arguments as JSON against a signature, where its classes are not at hand: what is of the JDK's
/// types is read as the container would; of other types only whether it is JSON. What does not fit
/// is a [CodecException] that names the argument.
public final class SignatureCheck {
  private final FunctionSpec function;

  public SignatureCheck(FunctionSpec function) {
    this.function = function;
  }

  /// One argument's value.
  public void value(ArgumentSpec argument, String json) {
    ValueIn in = open(argument, json);
    read(argument, in);
    try {
      in.end();
    } catch (Misfit e) {
      throw unfit(argument, e);
    }
  }

  private ValueIn open(ArgumentSpec argument, String json) {
    try {
      return Bytes.in(Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
    } catch (Misfit e) {
      throw unfit(argument, e);
    }
  }

  /// All arguments: an array by position or an object by name.
  public void all(String json) {
    try {
      ValueIn in = Bytes.in(Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
      switch (in.peek()) {
        case OBJECT -> byName(in);
        case ARRAY -> byPosition(in);
        default ->
            throw new Misfit(
                "expected an array by position or an object by name, found " + in.peek().words());
      }
      in.end();
    } catch (Misfit e) {
      throw new CodecException(
          "the arguments of %s: %s".formatted(function.name(), e.getMessage()), e);
    }
  }

  private void byPosition(ValueIn in) {
    List<ArgumentSpec> wanted = function.callerArguments();
    Set<String> given = new HashSet<>();
    var _ = in.beginArray();
    while (in.more()) {
      if (given.size() == wanted.size()) {
        throw new CodecException(
            "%s takes %s, more were given".formatted(function.name(), count(wanted.size())));
      }
      ArgumentSpec next = wanted.get(given.size());
      read(next, in);
      given.add(next.name());
    }
    requireAll(given);
  }

  private void byName(ValueIn in) {
    Set<String> given = new HashSet<>();
    var _ = in.beginObject();
    while (in.more()) {
      String name = in.key();
      read(named(name), in);
      given.add(name);
    }
    requireAll(given);
  }

  private ArgumentSpec named(String name) {
    List<String> names = function.callerArguments().stream().map(ArgumentSpec::name).toList();
    return function.callerArguments().stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CodecException(
                    "%s has no parameter \"%s\"; it has %s"
                        .formatted(
                            function.name(),
                            name,
                            names.isEmpty() ? "none" : String.join(", ", names))));
  }

  private void requireAll(Set<String> given) {
    for (ArgumentSpec argument : function.callerArguments()) {
      if (!given.contains(argument.name()) && !argument.mayBeOmitted()) {
        throw new CodecException(
            "argument %s of %s is missing, %s"
                .formatted(argument.name(), function.name(), type(argument)));
      }
    }
  }

  private void read(ArgumentSpec argument, ValueIn in) {
    try {
      Optional<Shape> shape = JdkTypes.shape(argument.type());
      if (shape.isPresent()) {
        var _ = new TypeCodecs(false).of(shape.get()).readAny(in);
      } else {
        var _ = in.peek();
        in.skip();
      }
    } catch (Misfit e) {
      throw unfit(argument, e);
    }
  }

  private CodecException unfit(ArgumentSpec argument, Misfit e) {
    return new CodecException(
        "argument %s of %s, %s: %s"
            .formatted(argument.name(), function.name(), type(argument), e.getMessage()),
        e);
  }

  private static String type(ArgumentSpec argument) {
    return Words.a(Words.simpleType(argument.type()));
  }

  private static String count(int arguments) {
    return arguments == 1 ? "1 argument" : arguments + " arguments";
  }
}
