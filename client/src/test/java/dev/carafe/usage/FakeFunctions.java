package dev.carafe.usage;

import dev.carafe.annotations.Batched;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Function;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.Wire;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The annotated methods of some objects, found and run as a server and its agents would.
final class FakeFunctions {
  private static final int MOST_INLINE = 2 * 1024 * 1024;

  private final List<Served> served = new ArrayList<>();
  private final FakeBlobs blobs;

  private record Served(FunctionSpec spec, Method method, Object receiver) {}

  FakeFunctions(Object[] receivers, FakeBlobs blobs) {
    this.blobs = blobs;
    for (Object receiver : receivers) {
      for (Method method : receiver.getClass().getDeclaredMethods()) {
        name(receiver.getClass(), method)
            .ifPresent(n -> served.add(new Served(spec(n, method), method, receiver)));
      }
    }
  }

  private static Optional<String> name(Class<?> type, Method method) {
    if (method.isAnnotationPresent(Function.class)) {
      return Optional.of(method.getName());
    }
    if (!method.isAnnotationPresent(dev.carafe.annotations.Method.class)) {
      return Optional.empty();
    }
    Cls cls = Objects.requireNonNull(type.getAnnotation(Cls.class));
    String service = cls.name().isEmpty() ? type.getSimpleName() : cls.name();
    return Optional.of(service + "." + method.getName());
  }

  private static FunctionSpec spec(String name, Method method) {
    return new FunctionSpec(
        name,
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString(),
        false,
        Arrays.stream(method.getParameters())
            .map(
                p ->
                    new ArgumentSpec(
                        p.getName(), p.getParameterizedType().getTypeName(), Optional.empty()))
            .toList(),
        method.getGenericReturnType().getTypeName(),
        method.getReturnType() == Stream.class,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Served> find(Target target) {
    List<Served> named =
        served.stream().filter(s -> s.spec().name().equals(target.getFunction())).toList();
    return named.stream()
        .filter(
            s ->
                target.getJvmDescriptor().isEmpty()
                    || s.spec().descriptor().equals(target.getJvmDescriptor()))
        .filter(
            s ->
                target.getSignature().isEmpty()
                    || s.spec().signature().equals(target.getSignature()))
        .findFirst();
  }

  Optional<FunctionSpec> spec(Target target) {
    return find(target).map(Served::spec);
  }

  Outcome.Rejected refusal(Target target) {
    Optional<Served> named =
        served.stream().filter(s -> s.spec().name().equals(target.getFunction())).findFirst();
    return Outcome.Rejected.newBuilder()
        .setCode(
            named.isPresent() ? Outcome.Code.CODE_SIGNATURE_MISMATCH : Outcome.Code.CODE_NOT_FOUND)
        .setReason(
            named
                .map(
                    s ->
                        "%s now takes %s; you call %s"
                            .formatted(
                                target.getFunction(), s.spec().signature(), target.getSignature()))
                .orElse("There is no function " + target.getFunction()))
        .build();
  }

  Outcome noSuchCall(String id) {
    return Outcome.newBuilder()
        .setRejected(
            Outcome.Rejected.newBuilder()
                .setCode(Outcome.Code.CODE_NOT_FOUND)
                .setReason("There is no call " + id))
        .build();
  }

  /// Runs a method on decoded arguments; a batched one on a batch of one.
  @Nullable Object invoke(Target target, Payload input) throws Throwable {
    Served s = find(target).orElseThrow();
    dev.carafe.model.call.Payload payload = Wire.payload(input);
    Object[] arguments = codec(s).decodeArguments(payload.encoding(), bytes(payload));
    try {
      s.method().setAccessible(true);
      if (!s.method().isAnnotationPresent(Batched.class)) {
        return s.method().invoke(s.receiver(), arguments);
      }
      List<?> results = (List<?>) s.method().invoke(s.receiver(), Arrays.asList(arguments[0]));
      return results.getFirst();
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private byte[] bytes(dev.carafe.model.call.Payload payload) {
    return switch (payload) {
      case dev.carafe.model.call.Payload.Inline inline -> inline.bytes();
      case dev.carafe.model.call.Payload.Blob blob -> blobs.get(blob.blob().sha256());
    };
  }

  private static ArgumentCodec codec(Served served) {
    return served.method().isAnnotationPresent(Batched.class)
        ? ArgumentCodec.forBatch(served.method())
        : ArgumentCodec.forMethod(served.method());
  }

  /// A result in the encoding of its arguments, as a blob if it is large.
  Payload result(Target target, Payload input, @Nullable Object value) {
    Encoding encoding = Wire.payload(input).encoding();
    byte[] bytes = codec(find(target).orElseThrow()).encodeResult(encoding, value);
    return bytes.length <= MOST_INLINE
        ? Wire.payload(new dev.carafe.model.call.Payload.Inline(encoding, bytes))
        : Payload.newBuilder().setEncoding(input.getEncoding()).setBlob(blobs.put(bytes)).build();
  }
}
