package dev.carafe.client;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Batched;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.reference.MethodReference;
import dev.carafe.model.app.Naming;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// The method behind a reference, and what it is called on a server. The reference is asked for its
/// own description (`writeReplace`); nothing is serialised or sent.
final class MethodName {
  private static final ClassValue<AtomicReference<Method>> KNOWN =
      new ClassValue<>() {
        @Override
        protected AtomicReference<Method> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private MethodName() {}

  /// The method a reference names; a lambda or a bound reference is refused with the edit to make.
  static Method of(MethodReference reference) {
    AtomicReference<Method> known = KNOWN.get(reference.getClass());
    Method method = known.get();
    if (method == null) {
      method = find(reference);
      known.set(method);
    }
    return method;
  }

  private static Method find(MethodReference reference) {
    SerializedLambda described = describe(reference);
    if (described.getCapturedArgCount() > 0) {
      throw new InvalidException(
          "A method of a particular object was passed (object::%s), and that object cannot travel. Name the method by its class: %s::%s"
              .formatted(
                  described.getImplMethodName(),
                  simple(described.getImplClass()),
                  described.getImplMethodName()));
    }
    if (described.getImplMethodName().startsWith("lambda$")) {
      throw new InvalidException(
          "A lambda was passed, and its code is not deployed. Name a deployed method instead: Type::method, with its arguments after it");
    }
    return method(described, reference.getClass().getClassLoader());
  }

  private static SerializedLambda describe(MethodReference reference) {
    try {
      Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(reference) instanceof SerializedLambda described) {
        return described;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new InvalidException(
          "%s is not a method reference. Pass one: Type::method".formatted(reference.getClass()),
          e);
    }
    throw new InvalidException(
        "%s is not a method reference. Pass one: Type::method".formatted(reference.getClass()));
  }

  private static Method method(SerializedLambda described, ClassLoader loader) {
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(described.getImplMethodSignature(), loader);
      Class<?> owner = Class.forName(described.getImplClass().replace('/', '.'), false, loader);
      for (Class<?> at = owner; at != null; at = at.getSuperclass()) {
        for (Method method : at.getDeclaredMethods()) {
          if (method.getName().equals(described.getImplMethodName())
              && Arrays.equals(method.getParameterTypes(), type.parameterArray())) {
            return method;
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new InvalidException("The class behind a method reference cannot be found", e);
    }
    throw new InvalidException(
        "%s::%s is not a method Carafe can call"
            .formatted(simple(described.getImplClass()), described.getImplMethodName()));
  }

  private static String simple(String internalName) {
    return internalName.substring(
        Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
  }

  /// The name of the app that a class belongs to.
  static String app(Class<?> type) {
    Cls cls = type.getAnnotation(Cls.class);
    if (cls != null && !cls.app().isEmpty()) {
      return cls.app();
    }
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      App app = at.getAnnotation(App.class);
      if (app != null) {
        return app.value().isEmpty() ? Naming.kebabCase(at.getSimpleName()) : app.value();
      }
    }
    throw new InvalidException(
        "%s belongs to no app. Put it into a class with @App, or say which: @Cls(app = \"name\")"
            .formatted(type.getSimpleName()));
  }

  /// The function's name on the server: `method`, or `Class.method` for a method of a `@Cls` class.
  static String function(Class<?> type, Method method) {
    Function function = method.getAnnotation(Function.class);
    if (function != null) {
      return function.name().isEmpty() ? method.getName() : function.name();
    }
    var annotated = method.getAnnotation(dev.carafe.annotations.Method.class);
    if (annotated == null) {
      throw new InvalidException(
          "%s.%s cannot be called remotely: it is neither @Function nor @Method. Annotate it, and deploy again"
              .formatted(type.getSimpleName(), method.getName()));
    }
    Cls cls = type.getAnnotation(Cls.class);
    String service = cls == null || cls.name().isEmpty() ? type.getSimpleName() : cls.name();
    return service + "." + (annotated.name().isEmpty() ? method.getName() : annotated.name());
  }

  static boolean isBatched(Method method) {
    return method.isAnnotationPresent(Batched.class);
  }

  /// `(java.lang.String, int) float[]`, as the server's own description has it.
  static String signature(Method method) {
    return Arrays.stream(method.getGenericParameterTypes())
        .map(Type::getTypeName)
        .collect(Collectors.joining(", ", "(", ") " + method.getGenericReturnType().getTypeName()));
  }

  static String descriptor(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .toMethodDescriptorString();
  }
}
