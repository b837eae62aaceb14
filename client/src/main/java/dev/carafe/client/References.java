package dev.carafe.client;

import dev.carafe.annotations.reference.MethodReference;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Which method a method reference names. A reference's class stands for its place in the source,
/// so each place is looked at once.
final class References {
  private static final ClassValue<Known> KNOWN =
      new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
          return new Known();
        }
      };

  private References() {}

  private static final class Known {
    private volatile Optional<Method> method = Optional.empty();
  }

  /// The method, or an [InvalidException] with the edit to make.
  static Method method(MethodReference reference) {
    Known known = KNOWN.get(reference.getClass());
    Optional<Method> method = known.method;
    if (method.isEmpty()) {
      method = Optional.of(named(serialized(reference), reference.getClass().getClassLoader()));
      known.method = method;
    }
    return method.get();
  }

  private static SerializedLambda serialized(MethodReference reference) {
    Class<?> type = reference.getClass();
    try {
      Method writeReplace = type.getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(reference) instanceof SerializedLambda lambda) {
        return lambda;
      }
    } catch (InaccessibleObjectException e) {
      throw new InvalidException(
          ("The method reference in %s cannot be read: its module is closed. Add \"opens %s;\" to"
                  + " module-info.java")
              .formatted(type.getName(), type.getPackageName()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new InvalidException(notAReference(type.getName()), e);
    }
    throw new InvalidException(notAReference(type.getName()));
  }

  private static String notAReference(String what) {
    return ("%s is no method reference, so which method to call cannot be told. Write"
            + " Type::method, for example Embedder::embed")
        .formatted(what);
  }

  private static Method named(SerializedLambda lambda, ClassLoader loader) {
    String type = lambda.getImplClass().replace('/', '.');
    String name = lambda.getImplMethodName();
    if (lambda.getCapturedArgCount() > 0 && !name.startsWith("lambda$")) {
      throw new InvalidException(
          ("%s is bound to an object, which does not travel: the method runs on an object made in"
                  + " the container. Write the class's name before the colons, %s::%s, and set"
                  + " @Parameter fields by with(…)")
              .formatted(name, simple(type), name));
    }
    if (name.startsWith("lambda$")) {
      throw new InvalidException(
          ("A lambda in %s cannot be called remotely: its code has no name. Put it into a method"
                  + " with @Function or @Method, and write Type::method. (A reference to a method"
                  + " with variable arguments is compiled to a lambda as well: declare an array"
                  + " there)")
              .formatted(simple(type)));
    }
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      throw new InvalidException(
          "%s::new cannot be called remotely. Name a method of it".formatted(simple(type)));
    }
    return find(type, name, lambda.getImplMethodSignature(), loader);
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static Method find(String className, String name, String descriptor, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      MethodType signature = MethodType.fromMethodDescriptorString(descriptor, loader);
      return hierarchy(type)
          .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
          .filter(m -> m.getName().equals(name) && m.getReturnType() == signature.returnType())
          .filter(m -> Arrays.equals(m.getParameterTypes(), signature.parameterArray()))
          .findFirst()
          .orElseThrow(
              () -> new InvalidException("%s has no %s%s".formatted(className, name, descriptor)));
    } catch (ClassNotFoundException | TypeNotPresentException e) {
      throw new InvalidException(
          "The class %s of %s is not on this class path".formatted(className, name), e);
    }
  }

  /// A class, its superclasses, then all their interfaces.
  private static Stream<Class<?>> hierarchy(Class<?> type) {
    Stream<Class<?>> classes = Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass);
    return classes.flatMap(c -> Stream.concat(Stream.of(c), Arrays.stream(c.getInterfaces())));
  }
}
