package dev.carafe.protocol.codec;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.Words;
import dev.carafe.model.call.Payload.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Arguments as JSON against a signature, where its classes are not at hand: what is of the JDK's
/// types is read as the container would; of other types only whether it is JSON. What does not fit
/// is a [CodecException] that names the argument.
public final class SignatureCheck {
  private final List<ArgumentSpec> arguments;
  private final ArgumentList list;

  public SignatureCheck(FunctionSpec function) {
    this.arguments = function.callerArguments();
    this.list =
        new ArgumentList(function.name(), arguments.stream().map(ArgumentSpec::name).toList());
  }

  /// One argument's value.
  public void value(ArgumentSpec argument, String json) {
    int parameter = arguments.indexOf(argument);
    try {
      ValueIn in = open(json);
      read(parameter, in);
      in.end();
    } catch (Misfit e) {
      throw list.unfit(parameter, type(argument), e);
    }
  }

  private static ValueIn open(String json) {
    return Bytes.in(Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /// All arguments: an array by position or an object by name.
  public void all(String json) {
    try {
      requireAll(list.read(open(json), this::read));
    } catch (Misfit e) {
      throw list.unfit(e);
    }
  }

  private void requireAll(boolean[] given) {
    for (int i = 0; i < given.length; i++) {
      ArgumentSpec argument = arguments.get(i);
      if (!given[i] && !argument.mayBeOmitted()) {
        throw new CodecException(
            "argument %s of %s is missing, %s"
                .formatted(argument.name(), list.function(), type(argument)));
      }
    }
  }

  private void read(int parameter, ValueIn in) {
    ArgumentSpec argument = arguments.get(parameter);
    try {
      Optional<Shape> shape = JdkTypes.shape(argument.type());
      if (shape.isPresent()) {
        var _ = new TypeCodecs(false).of(shape.get()).readAny(in);
      } else {
        var _ = in.peek();
        in.skip();
      }
    } catch (Misfit e) {
      throw list.unfit(parameter, type(argument), e);
    }
  }

  private static String type(ArgumentSpec argument) {
    return Words.a(Words.simpleType(argument.type()));
  }
}
