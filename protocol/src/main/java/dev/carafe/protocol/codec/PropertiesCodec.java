package dev.carafe.protocol.codec;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records and beans, as objects. Unknown names are refused: what a caller sends is never dropped.
/// A name left out is null, or empty for an `Optional`, and an error for a primitive.
final class PropertiesCodec implements TypeCodec {
  private final Shape shape;
  private final List<Property> properties;
  private final Map<String, Integer> places = new HashMap<>();
  private final Maker maker;

  private PropertiesCodec(Shape shape, List<Property> properties, Maker maker) {
    this.shape = shape;
    this.properties = List.copyOf(properties);
    this.maker = maker;
    for (int i = 0; i < properties.size(); i++) {
      places.put(properties.get(i).name(), i);
    }
  }

  private interface Getter {
    @Nullable Object of(Object owner) throws ReflectiveOperationException;
  }

  private interface Setter {
    void set(Object owner, @Nullable Object value) throws ReflectiveOperationException;
  }

  private interface Maker {
    Object make(@Nullable Object[] values, boolean[] given) throws ReflectiveOperationException;
  }

  private record Property(String name, TypeCodec codec, Getter getter) {}

  static TypeCodec ofRecord(Shape shape, TypeCodecs codecs) {
    RecordComponent[] components = shape.raw().getRecordComponents();
    List<Property> properties = new ArrayList<>();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Method accessor = opened(component.getAccessor(), shape);
      types[i] = component.getType();
      TypeCodec codec = codec(shape, component.getName(), component.getGenericType(), codecs);
      properties.add(new Property(component.getName(), codec, accessor::invoke));
    }
    try {
      Constructor<?> constructor = opened(shape.raw().getDeclaredConstructor(types), shape);
      return new PropertiesCodec(shape, properties, (values, _) -> constructor.newInstance(values));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without canonical constructor: " + shape, e);
    }
  }

  static TypeCodec ofBean(Shape shape, TypeCodecs codecs) {
    Constructor<?> constructor = noArgument(shape);
    Map<String, Property> properties = new TreeMap<>();
    Map<String, Setter> setters = new HashMap<>();
    for (Method setter : shape.raw().getMethods()) {
      addProperty(shape, setter, codecs, properties, setters);
    }
    for (Field field : shape.raw().getFields()) {
      int modifiers = field.getModifiers();
      if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
        Field open = opened(field, shape);
        TypeCodec codec = codec(shape, field.getName(), field.getGenericType(), codecs);
        properties.put(field.getName(), new Property(field.getName(), codec, open::get));
        setters.put(field.getName(), open::set);
      }
    }
    if (properties.isEmpty()) {
      throw new Misfit(
          ("%s cannot travel: it has no properties (getX with setX, or public fields). Make it a"
                  + " record")
              .formatted(shape));
    }
    List<Property> all = List.copyOf(properties.values());
    List<Setter> sets = all.stream().map(p -> setters.get(p.name())).toList();
    return new PropertiesCodec(
        shape,
        all,
        (values, given) -> {
          Object bean = constructor.newInstance();
          for (int i = 0; i < values.length; i++) {
            if (given[i]) { // else the bean's own initial value stays
              sets.get(i).set(bean, values[i]);
            }
          }
          return bean;
        });
  }

  private static Constructor<?> noArgument(Shape shape) {
    try {
      return opened(shape.raw().getDeclaredConstructor(), shape);
    } catch (NoSuchMethodException e) {
      throw new Misfit(
          "%s cannot travel: it has no no-argument constructor. Add one, or make it a record"
              .formatted(shape),
          e);
    }
  }

  private static void addProperty(
      Shape shape,
      Method setter,
      TypeCodecs codecs,
      Map<String, Property> properties,
      Map<String, Setter> setters) {
    String capital = setter.getName().startsWith("set") ? setter.getName().substring(3) : "";
    if (capital.isEmpty()
        || setter.getParameterCount() != 1
        || Modifier.isStatic(setter.getModifiers())
        || setter.isBridge()) {
      return;
    }
    Optional<Method> getter =
        Arrays.stream(shape.raw().getMethods())
            .filter(m -> m.getName().equals("get" + capital) || m.getName().equals("is" + capital))
            .filter(m -> m.getParameterCount() == 0 && !m.isBridge())
            .filter(m -> m.getReturnType() == setter.getParameterTypes()[0])
            .findFirst();
    if (getter.isPresent()) {
      String name = capital.substring(0, 1).toLowerCase(Locale.ROOT) + capital.substring(1);
      Method get = opened(getter.get(), shape);
      Method set = opened(setter, shape);
      TypeCodec codec = codec(shape, name, setter.getGenericParameterTypes()[0], codecs);
      properties.put(name, new Property(name, codec, get::invoke));
      setters.put(name, set::invoke);
    }
  }

  private static TypeCodec codec(Shape shape, String name, Type type, TypeCodecs codecs) {
    try {
      return codecs.of(shape.inside(type));
    } catch (Misfit e) {
      throw e.at("." + name);
    }
  }

  private static <A extends AccessibleObject> A opened(A member, Shape shape) {
    try {
      member.setAccessible(true);
      return member;
    } catch (InaccessibleObjectException e) {
      throw new Misfit(
          "%s cannot travel: its module keeps it closed. Add \"opens %s;\" to module-info.java"
              .formatted(shape, shape.raw().getPackageName()),
          e);
    }
  }

  @Override
  public void write(ValueOut out, Object value) {
    if (!shape.raw().isInstance(value)) {
      throw new Misfit("expected a %s, found a %s".formatted(shape, value.getClass().getName()));
    }
    out.beginObject(properties.size());
    for (Property property : properties) {
      out.key(property.name());
      try {
        property.codec().writeAny(out, property.getter().of(value));
      } catch (Misfit e) {
        throw e.at("." + property.name());
      } catch (InvocationTargetException e) {
        throw new Misfit("reading it threw " + e.getCause(), e).at("." + property.name());
      } catch (ReflectiveOperationException e) {
        throw new Misfit("reading it failed: " + e, e).at("." + property.name());
      }
    }
    out.endObject();
  }

  @Override
  public Object read(ValueIn in) {
    @Nullable Object[] values = new @Nullable Object[properties.size()];
    boolean[] given = new boolean[values.length];
    in.beginObject();
    while (in.more()) {
      String name = in.key();
      Integer place = places.get(name);
      if (place == null) {
        throw new Misfit(
            "%s has no \"%s\"; it has %s"
                .formatted(
                    shape,
                    name,
                    String.join(", ", properties.stream().map(Property::name).toList())));
      }
      try {
        values[place] = properties.get(place).codec().readAny(in);
        given[place] = true;
      } catch (Misfit e) {
        throw e.at("." + name);
      }
    }
    return make(values, given);
  }

  private Object make(@Nullable Object[] values, boolean[] given) {
    try {
      for (int i = 0; i < values.length; i++) {
        if (!given[i] && shape.raw().isRecord()) {
          values[i] = absent(properties.get(i));
        }
      }
      return maker.make(values, given);
    } catch (InvocationTargetException e) {
      throw new Misfit("making a %s threw %s".formatted(shape, e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new Misfit("making a %s failed: %s".formatted(shape, e), e);
    }
  }

  private static @Nullable Object absent(Property property) {
    try {
      return property.codec().absent();
    } catch (Misfit e) {
      throw e.at("." + property.name());
    }
  }
}
