package dev.carafe.cli.command;

import dev.carafe.image.build.UserCode;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.call.Payload;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.codec.CodecException;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/// The arguments of a function whose classes are at hand: read as its container will, before there
/// is one.
final class FunctionArguments {
  private FunctionArguments() {}

  /// Refuses JSON that does not fit the function.
  static void check(UserCode code, ServiceSpec service, String function, String json) {
    FunctionSpec spec = service.function(function).orElseThrow();
    try (UserClassLoader loader =
        new UserClassLoader(code, FunctionArguments.class.getClassLoader())) {
      Class<?> declaring = Class.forName(service.className(), false, loader);
      MethodType type = MethodType.fromMethodDescriptorString(spec.descriptor(), loader);
      Method method = declaring.getDeclaredMethod(spec.method(), type.parameterArray());
      ArgumentCodec codec =
          spec.batched().isPresent()
              ? ArgumentCodec.forBatch(method, spec.arguments())
              : ArgumentCodec.forMethod(method, spec.arguments());
      var _ = codec.decodeArguments(Payload.Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
    } catch (CodecException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      // not loadable here: the container has the last word
    }
  }
}
