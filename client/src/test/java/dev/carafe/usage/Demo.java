package dev.carafe.usage;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Batched;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import dev.carafe.model.call.CallOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An app with every shape of method.
@App("demo")
public final class Demo {
  static volatile CountDownLatch started = new CountDownLatch(1);
  static volatile CountDownLatch gate = new CountDownLatch(1);
  static volatile CountDownLatch interrupted = new CountDownLatch(1);

  enum Size {
    SMALL,
    LARGE
  }

  record Point(int x, int y) {}

  record Line(Point from, Point to, Optional<String> label) {}

  static final class NoModelException extends Exception {
    NoModelException(String message) {
      super(message);
    }
  }

  @Function
  static String hello() {
    return "hello";
  }

  @Function
  static int add(int a, int b) {
    return a + b;
  }

  @Function
  static String join(String a, String b) {
    return a + b;
  }

  @Function
  static void nothing() {}

  @Function
  static void take(String text) {}

  @Function
  static long eight(int a, long b, short c, byte d, float e, double f, char g, boolean h) {
    return a + b + c + d + (long) e + (long) f + g + (h ? 1 : 0);
  }

  @Function
  static Optional<String> maybe(String repo, Optional<String> revision) {
    return revision.map(r -> repo + r);
  }

  @Function
  static Map<String, List<Point>> nested(List<Map<String, Point>> points) {
    return Map.of("all", points.stream().flatMap(m -> m.values().stream()).toList());
  }

  @Function
  static <E> List<E> same(List<E> all) {
    return all;
  }

  @Function
  @Batched(maxSize = 8)
  static List<Integer> lengths(List<String> texts) {
    return texts.stream().map(String::length).toList();
  }

  @Function
  static Stream<Integer> count(int to) {
    return IntStream.range(0, to).boxed();
  }

  @Function
  String instance(String text) {
    return "i" + text;
  }

  @Function
  static String lonely(String... many) {
    return String.join("", many);
  }

  static String unmarked(String text) {
    return text;
  }

  public static class Base {
    final List<String> hooks = new ArrayList<>();

    @Enter
    void base() {
      hooks.add("base");
    }

    @Exit
    void baseExit() {
      Demo.exits.add("baseExit");
    }
  }

  static final List<String> exits = new ArrayList<>();

  @Cls
  public static final class Embedder extends Base {
    @Parameter String modelId = "small";
    @Parameter int depth = 1;
    @Parameter long seed = 2;
    @Parameter double rate = 0.5;
    @Parameter boolean fast;
    @Parameter Size size = Size.SMALL;
    @Parameter byte[] key = new byte[0];

    @Enter
    void zulu() {
      hooks.add("zulu " + modelId);
    }

    @Enter
    void alpha() {
      hooks.add("alpha");
    }

    @Exit
    void leave() {
      Demo.exits.add("leave");
    }

    @Method
    public float[] embed(String text) {
      return new float[] {text.length(), modelId.length()};
    }

    @Method
    public String over(String text) {
      return "string";
    }

    @Method
    public String over(int number) {
      return "int";
    }

    @Method
    public String over(String text, int number) {
      return "both";
    }

    @Method
    public Line line(Point from, Point to) {
      return new Line(from, to, Optional.empty());
    }

    @Method
    public boolean isFast() {
      return fast;
    }

    @Method
    public void warm() {}

    @Method
    public void note(String text) {}

    @Method
    @Batched(maxSize = 64)
    public List<float[]> embedAll(List<String> texts) {
      return texts.stream().map(this::embed).toList();
    }

    @Method
    public Stream<String> tokens(String text) {
      return Stream.of(text.split(" "));
    }

    @Method
    public Stream<Integer> endless() {
      return Stream.iterate(0, i -> i + 1);
    }

    @Method
    public Stream<Integer> faulty() {
      return Stream.iterate(
          0,
          i -> {
            if (i == 2) {
              throw new IllegalStateException("no third item");
            }
            return i + 1;
          });
    }

    @Method
    public byte[] echo(byte[] bytes) {
      return bytes;
    }

    @Method
    public String nullable(@Nullable String text) {
      return text == null ? "null" : text;
    }

    @Method
    public List<String> hooksRun() {
      return hooks;
    }

    @Method
    public String fail(String message) throws NoModelException {
      throw new NoModelException(message);
    }

    @Method
    public String failDeep(String message) {
      throw new IllegalArgumentException(message, new IOException("disk"));
    }

    @Method
    public int failOn(int number) {
      if (number % 5 == 3) {
        throw new IllegalArgumentException("no " + number);
      }
      return number * 2;
    }

    @Method
    public String block(String text) throws InterruptedException {
      started.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return text;
    }

    @Method
    public String scripted(String which) {
      CallOutcome outcome = Scripts.OUTCOMES.get(which);
      if (outcome != null) {
        throw new FakeCall.Scripted(outcome);
      }
      return which;
    }

    @Method
    public String scriptedOrBlocked(String text) throws InterruptedException {
      return text.equals("block") ? block(text) : text;
    }

    public int unmarked() {
      return 1;
    }
  }

  static void reset() {
    started = new CountDownLatch(1);
    gate = new CountDownLatch(1);
    interrupted = new CountDownLatch(1);
    exits.clear();
  }
}
