package dev.carafe.client;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Batched;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Function;
import dev.carafe.model.app.Naming;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.codec.CodecException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A method as its annotations say it is called: in which app, under which name, with which
/// signature. `owner` is the class whose object it runs on, for a method that it inherits.
record CalledMethod(
    Class<?> owner,
    Method method,
    String app,
    String function,
    String signature,
    String descriptor,
    boolean batched,
    boolean generator,
    ArgumentCodec codec) {
  private static final ClassValue<Map<Method, CalledMethod>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<Method, CalledMethod> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /// The method on its class, or an [InvalidException] with the edit to make.
  static CalledMethod of(Class<?> owner, Method method) {
    Map<Method, CalledMethod> known = KNOWN.get(owner);
    CalledMethod called = known.get(method);
    return called != null ? called : known.computeIfAbsent(method, m -> made(owner, m));
  }

  private static CalledMethod made(Class<?> owner, Method method) {
    boolean batched = method.isAnnotationPresent(Batched.class);
    try {
      return new CalledMethod(
          owner,
          method,
          appOf(owner),
          nameOf(owner, method),
          signatureOf(method),
          descriptorOf(method),
          batched,
          method.getReturnType() == Stream.class,
          batched ? ArgumentCodec.forBatch(method) : ArgumentCodec.forMethod(method));
    } catch (CodecException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The app a class belongs to: the one its `@Cls` names, else the nearest `@App` around it, else
  /// one called as the outermost class.
  static String appOf(Class<?> owner) {
    Cls cls = owner.getAnnotation(Cls.class);
    if (cls != null && !cls.app().isEmpty()) {
      return cls.app();
    }
    Class<?> outermost = owner;
    for (Class<?> at = owner; at != null; at = at.getEnclosingClass()) {
      App app = at.getAnnotation(App.class);
      if (app != null) {
        return app.value().isEmpty() ? Naming.kebabCase(at.getSimpleName()) : app.value();
      }
      outermost = at;
    }
    return Naming.kebabCase(outermost.getSimpleName());
  }

  private static String nameOf(Class<?> owner, Method method) {
    Function function = method.getAnnotation(Function.class);
    if (function != null) {
      return function.name().isEmpty() ? method.getName() : function.name();
    }
    var annotation = method.getAnnotation(dev.carafe.annotations.Method.class);
    if (annotation == null) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      throw new InvalidException(
          "%s.%s cannot be called remotely. Add %s to it"
              .formatted(
                  method.getDeclaringClass().getSimpleName(),
                  method.getName(),
                  isStatic ? "@Function" : "@Method, and @Cls to its class,"));
    }
    Cls cls = owner.getAnnotation(Cls.class);
    if (cls == null) {
      throw new InvalidException(
          "%s.%s has @Method, but its class has no @Cls. Add @Cls to %s"
              .formatted(owner.getSimpleName(), method.getName(), owner.getSimpleName()));
    }
    String service = cls.name().isEmpty() ? owner.getSimpleName() : cls.name();
    return service + "." + (annotation.name().isEmpty() ? method.getName() : annotation.name());
  }

  /// As `FunctionSpec.signature()` has it.
  private static String signatureOf(Method method) {
    return "(%s) %s"
        .formatted(
            Arrays.stream(method.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", ")),
            method.getGenericReturnType().getTypeName());
  }

  private static String descriptorOf(Method method) {
    return Arrays.stream(method.getParameterTypes())
            .map(Class::descriptorString)
            .collect(Collectors.joining("", "(", ")"))
        + method.getReturnType().descriptorString();
  }

  boolean isStatic() {
    return Modifier.isStatic(method.getModifiers());
  }
}
