package dev.carafe.protocol.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The JDK's types without parts, and arrays of primitives.
final class Scalars {
  private static final int MOST_EXPONENT = 10_000;
  private static final Map<Class<?>, TypeCodec> ALL = all();

  private Scalars() {}

  static Optional<TypeCodec> of(Class<?> type) {
    return Optional.ofNullable(ALL.get(type));
  }

  private static Map<Class<?>, TypeCodec> all() {
    Map<Class<?>, TypeCodec> all = new HashMap<>();
    numbers(all);
    texts(all);
    arrays(all);
    optionals(all);
    return Map.copyOf(all);
  }

  private static void numbers(Map<Class<?>, TypeCodec> all) {
    both(
        all, boolean.class, Boolean.class, Scalar.of((o, v) -> o.bool((Boolean) v), ValueIn::bool));
    both(
        all,
        byte.class,
        Byte.class,
        new WholeNumber("byte", Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue));
    both(
        all,
        short.class,
        Short.class,
        new WholeNumber("short", Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue));
    both(
        all,
        int.class,
        Integer.class,
        new WholeNumber("int", Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue));
    both(
        all,
        long.class,
        Long.class,
        new WholeNumber("long", Long.MIN_VALUE, Long.MAX_VALUE, v -> v));
    both(
        all,
        float.class,
        Float.class,
        Scalar.of((o, v) -> o.single((Float) v), in -> (float) in.real()));
    both(all, double.class, Double.class, Scalar.of((o, v) -> o.real((Double) v), ValueIn::real));
    both(
        all,
        char.class,
        Character.class,
        new TextScalar("char", Object::toString, Scalars::character));
    all.put(
        BigInteger.class,
        Scalar.of((o, v) -> o.decimal(new BigDecimal((BigInteger) v)), Scalars::bigInteger));
    all.put(BigDecimal.class, Scalar.of((o, v) -> o.decimal((BigDecimal) v), ValueIn::decimal));
  }

  private static BigInteger bigInteger(ValueIn in) {
    BigDecimal value = in.decimal();
    if (Math.abs((long) value.scale()) > MOST_EXPONENT) {
      throw new Misfit("a whole number has more than %d digits".formatted(MOST_EXPONENT));
    }
    try {
      return value.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new Misfit("expected a whole number, found " + value, e);
    }
  }

  private static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("it has %d characters".formatted(text.length()));
    }
    return text.charAt(0);
  }

  private static void both(
      Map<Class<?>, TypeCodec> all, Class<?> primitive, Class<?> boxed, TypeCodec codec) {
    all.put(primitive, Scalar.primitive(codec, primitive.getName()));
    all.put(boxed, codec);
  }

  private static void texts(Map<Class<?>, TypeCodec> all) {
    all.put(String.class, new TextScalar("String", v -> (String) v, text -> text));
    text(all, UUID.class, UUID::fromString);
    text(all, URI.class, URI::create);
    all.put(
        Locale.class,
        new TextScalar("Locale", v -> ((Locale) v).toLanguageTag(), Locale::forLanguageTag));
    text(all, Duration.class, Duration::parse);
    text(all, Instant.class, Instant::parse);
    text(all, LocalDate.class, LocalDate::parse);
    text(all, LocalDateTime.class, LocalDateTime::parse);
    text(all, LocalTime.class, LocalTime::parse);
    text(all, MonthDay.class, MonthDay::parse);
    text(all, OffsetDateTime.class, OffsetDateTime::parse);
    text(all, OffsetTime.class, OffsetTime::parse);
    text(all, Period.class, Period::parse);
    text(all, Year.class, Year::parse);
    text(all, YearMonth.class, YearMonth::parse);
    text(all, ZoneId.class, ZoneId::of);
    text(all, ZoneOffset.class, ZoneOffset::of);
    text(all, ZonedDateTime.class, ZonedDateTime::parse);
  }

  private static <T> void text(
      Map<Class<?>, TypeCodec> all, Class<T> type, Function<String, T> parse) {
    all.put(type, new TextScalar(type.getSimpleName(), Object::toString, parse::apply));
  }

  private static void arrays(Map<Class<?>, TypeCodec> all) {
    all.put(byte[].class, Scalar.of((o, v) -> o.bytes((byte[]) v), ValueIn::bytes));
    all.put(short[].class, Scalar.of((o, v) -> o.shorts((short[]) v), ValueIn::shorts));
    all.put(int[].class, Scalar.of((o, v) -> o.ints((int[]) v), ValueIn::ints));
    all.put(long[].class, Scalar.of((o, v) -> o.longs((long[]) v), ValueIn::longs));
    all.put(float[].class, Scalar.of((o, v) -> o.floats((float[]) v), ValueIn::floats));
    all.put(double[].class, Scalar.of((o, v) -> o.doubles((double[]) v), ValueIn::doubles));
    all.put(
        char[].class,
        new TextScalar("char[]", v -> String.valueOf((char[]) v), String::toCharArray));
    all.put(
        InputStream.class,
        Scalar.of(
            (o, v) -> o.bytes(drained((InputStream) v)),
            in -> new ByteArrayInputStream(in.bytes())));
  }

  private static byte[] drained(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new Misfit("reading the stream failed: " + e.getMessage(), e);
    }
  }

  private static void optionals(Map<Class<?>, TypeCodec> all) {
    all.put(
        OptionalInt.class,
        new Absentable(
            (o, v) -> ((OptionalInt) v).ifPresentOrElse(o::integer, o::nothing),
            in -> OptionalInt.of(Numbers.integer(in)),
            OptionalInt.empty()));
    all.put(
        OptionalLong.class,
        new Absentable(
            (o, v) -> ((OptionalLong) v).ifPresentOrElse(o::integer, o::nothing),
            in -> OptionalLong.of(in.integer()),
            OptionalLong.empty()));
    all.put(
        OptionalDouble.class,
        new Absentable(
            (o, v) -> ((OptionalDouble) v).ifPresentOrElse(o::real, o::nothing),
            in -> OptionalDouble.of(in.real()),
            OptionalDouble.empty()));
    all.put(void.class, new Absentable((o, _) -> o.nothing(), Scalars::unexpected, null));
    all.put(Void.class, new Absentable((o, _) -> o.nothing(), Scalars::unexpected, null));
  }

  private static Object unexpected(ValueIn in) {
    throw new Misfit("expected nothing, found " + in.peek().words());
  }

  /// A type with an empty value.
  private record Absentable(
      java.util.function.BiConsumer<ValueOut, Object> writer,
      Function<ValueIn, Object> reader,
      @Nullable Object absent)
      implements TypeCodec {
    @Override
    public void write(ValueOut out, Object value) {
      writer.accept(out, value);
    }

    @Override
    public Object read(ValueIn in) {
      return reader.apply(in);
    }
  }
}
