package dev.carafe.protocol.codec;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Types that travel, and methods that carry them.
final class Shapes {
  private Shapes() {}

  enum Colour {
    RED,
    GREEN {
      @Override
      boolean calm() {
        return true;
      }
    };

    boolean calm() {
      return false;
    }
  }

  record Point(int x, double y) {}

  record Pair<A, B>(A first, B second) {}

  record Node(String name, List<Node> children) {}

  record Person(
      String name,
      Optional<String> nick,
      Colour colour,
      LocalDate born,
      Map<String, List<Integer>> scores) {}

  sealed interface Figure permits Circle, Square, Round {}

  record Circle(double radius) implements Figure {}

  record Square(double side) implements Figure {}

  sealed interface Round extends Figure permits Ball {}

  record Ball(float radius) implements Round {}

  sealed interface Answer<T> permits Yes, No {}

  record Yes<T>(T value) implements Answer<T> {}

  record No<T>(String why) implements Answer<T> {}

  interface Open {}

  record Opened(Open open) {}

  public static class Bean {
    private @Nullable String name = "initial";
    private int count;
    public boolean open;

    public @Nullable String getName() {
      return name;
    }

    public void setName(@Nullable String name) {
      this.name = name;
    }

    public int getCount() {
      return count;
    }

    public void setCount(int count) {
      this.count = count;
    }
  }

  @SuppressWarnings("unused")
  interface Methods {
    Person person(Person person);

    List<Figure> figures(List<Figure> figures);

    Answer<List<Point>> answer(Answer<Point> answer);

    Node tree(Node node);

    Bean bean(Bean bean);

    float[] embed(float[] vector, byte[] bytes, int[] ints, long[] longs, double[] doubles);

    short[] shorts(short[] shorts, boolean[] booleans, char[] chars);

    String[][] grid(String[][] grid, Point[] points, int[][] ints);

    void time(Instant at, Duration length, ZonedDateTime zoned, UUID id, DayOfWeek day);

    void numbers(
        byte b,
        short s,
        int i,
        long l,
        float f,
        double d,
        char c,
        boolean z,
        BigInteger n,
        BigDecimal m);

    void boxed(@Nullable Integer i, @Nullable Long l, @Nullable Character c);

    Map<Colour, Point> maps(
        Map<Integer, String> byNumber,
        Map<Point, String> byRecord,
        EnumMap<Colour, Integer> byEnum,
        SortedMap<String, Set<Colour>> sorted);

    Pair<String, List<Pair<Integer, Colour>>> generic(Pair<String, Point> pair);

    InputStream bulk(InputStream in);

    Stream<Point> items(String prefix);

    List<float[]> batch(List<String> texts);

    String options(String text, Optional<Integer> count, OptionalInt limit, int times);

    void path(Path path);

    void anything(Object anything);

    void raw(List<?> wild);

    void opened(Opened opened);

    void twice(Optional<Optional<String>> twice);
  }
}
