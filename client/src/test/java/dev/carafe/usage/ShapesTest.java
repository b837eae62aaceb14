package dev.carafe.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.annotations.reference.MemberProc1;
import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.TypeRef;
import dev.carafe.usage.Demo.Embedder;
import dev.carafe.usage.Demo.Line;
import dev.carafe.usage.Demo.Point;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every shape of call as users write it: that this compiles without a cast is half of the test.
class ShapesTest {
  private static FakeServer server = new FakeServer(new Demo(), new Embedder());
  private static Carafe carafe = Carafe.connect(server.address());

  @BeforeAll
  static void reset() {
    Demo.reset();
  }

  @AfterAll
  static void close() {
    carafe.close();
    server.close();
  }

  @Test
  void staticFunctionsOfEveryShape() {
    String hello = carafe.remote(Demo::hello);
    int sum = carafe.remote(Demo::add, 1, 2);
    String joined = carafe.remote(Demo::join, "a", "b");
    carafe.remote(Demo::nothing);
    carafe.remote(Demo::take, "x");
    long eight = carafe.remote(Demo::eight, 1, 2L, (short) 3, (byte) 4, 5f, 6d, 'a', true);
    Optional<String> maybe = carafe.remote(Demo::maybe, "repo", Optional.empty());
    Map<String, List<Point>> nested =
        carafe.remote(Demo::nested, List.of(Map.of("a", new Point(1, 2))));
    int length = carafe.remote(Demo::lengths, "four");

    assertThat(hello).isEqualTo("hello");
    assertThat(sum).isEqualTo(3);
    assertThat(joined).isEqualTo("ab");
    assertThat(eight).isEqualTo(1 + 2 + 3 + 4 + 5 + 6 + 'a' + 1);
    assertThat(maybe).isEmpty();
    assertThat(nested).containsEntry("all", List.of(new Point(1, 2)));
    assertThat(length).isEqualTo(4);
    assertThat(carafe.remote(Demo::maybe, "r", Optional.of("1"))).contains("r1");
  }

  @Test
  void instanceFunctionsAreCalledWithoutTheirObject() {
    String direct = carafe.remote(Demo::instance, "x");
    String byClass = carafe.cls(Demo.class).remote(Demo::instance, "y");

    assertThat(direct).isEqualTo("ix");
    assertThat(byClass).isEqualTo("iy");
  }

  @Test
  void methodsOfAClassOfEveryShape() {
    ClsHandle<Embedder> embedder = carafe.cls(Embedder.class);

    float[] vector = embedder.remote(Embedder::embed, "hello");
    String byString = embedder.remote(Embedder::over, "a");
    String byInt = embedder.remote(Embedder::over, 1);
    String byBoth = embedder.remote(Embedder::over, "a", 1);
    Line line = embedder.remote(Embedder::line, new Point(1, 2), new Point(3, 4));
    boolean fast = embedder.remote(Embedder::isFast);
    embedder.remote(Embedder::warm);
    embedder.remote(Embedder::note, "text");
    float[] batched = embedder.remote(Embedder::embedAll, "four");
    Stream<String> tokens = embedder.stream(Embedder::tokens, "a b c");

    assertThat(vector).containsExactly(5, 5);
    assertThat(List.of(byString, byInt, byBoth)).containsExactly("string", "int", "both");
    assertThat(line).isEqualTo(new Line(new Point(1, 2), new Point(3, 4), Optional.empty()));
    assertThat(fast).isFalse();
    assertThat(batched).containsExactly(4, 5);
    assertThat(tokens).containsExactly("a", "b", "c");
  }

  @Test
  @SuppressWarnings("NullAway") // it does not see that the method takes null
  void nullTravels() {
    ClsHandle<Embedder> embedder = carafe.cls(Embedder.class);

    assertThat(embedder.<@Nullable String, String>remote(Embedder::nullable, null))
        .isEqualTo("null");
  }

  @Test
  void spawnOfEveryShape() {
    Call<String> hello = carafe.spawn(Demo::hello);
    Call<Integer> sum = carafe.spawn(Demo::add, 1, 2);
    Call<?> nothing = carafe.spawn(Demo::nothing);
    Call<float[]> vector = carafe.cls(Embedder.class).spawn(Embedder::embed, "abc");
    Call<float[]> batched = carafe.cls(Embedder.class).spawn(Embedder::embedAll, "ab");
    Call<?> noted = carafe.cls(Embedder.class).spawn(Embedder::note, "abc");

    assertThat(hello.get()).isEqualTo("hello");
    assertThat(sum.get()).isEqualTo(3);
    assertThat(nothing.get()).isNull();
    assertThat(vector.get()).containsExactly(3, 5);
    assertThat(batched.get()).containsExactly(2, 5);
    assertThat(noted.get()).isNull();
  }

  @Test
  void mapTakesAnyKindOfSourceAndShape() {
    ClsHandle<Embedder> embedder = carafe.cls(Embedder.class);
    List<String> texts = List.of("a", "bb");

    Stream<float[]> ofList = embedder.map(Embedder::embed, texts);
    Stream<float[]> ofStream = embedder.map(Embedder::embed, texts.stream());
    Stream<float[]> ofIterator = embedder.map(Embedder::embed, texts.iterator());
    Stream<float[]> batched = embedder.map(Embedder::embedAll, texts);
    Stream<Integer> lengths = carafe.map(Demo::lengths, texts);
    Stream<?> nothing = carafe.map(Demo::take, texts);

    assertThat(ofList.map(v -> v[0])).containsExactly(1f, 2f);
    assertThat(ofStream.map(v -> v[0])).containsExactly(1f, 2f);
    assertThat(ofIterator.map(v -> v[0])).containsExactly(1f, 2f);
    assertThat(batched.map(v -> v[0])).containsExactly(1f, 2f);
    assertThat(lengths).containsExactly(1, 2);
    assertThat(nothing.count()).isEqualTo(2);
  }

  @Test
  void generatorsOfFunctions() {
    Stream<Integer> numbers = carafe.stream(Demo::count, 1_000);

    assertThat(numbers.mapToInt(i -> i).sum()).isEqualTo(499_500);
  }

  @Test
  void overloadedMethodsWithoutResultNameTheirShape() {
    MemberProc1<Embedder, String> note = Embedder::note;

    carafe.cls(Embedder.class).remote(note, "x");
  }

  @Test
  void functionsByNameNeedNoClasses() {
    float[] vector = carafe.function("demo", "Embedder.embed").remote(float[].class, "hello");
    List<Point> points =
        carafe
            .function("demo", "nested")
            .remote(
                new TypeRef<Map<String, List<Point>>>() {}, List.of(Map.of("a", new Point(1, 2))))
            .getOrDefault("all", List.of());

    assertThat(vector).containsExactly(5, 5);
    assertThat(points).containsExactly(new Point(1, 2));
    assertThat(carafe.function("demo", "add").remoteJson("{\"b\": 2, \"a\": 40}")).isEqualTo("42");
    assertThat(carafe.function("demo", "count").streamJson("[3]")).containsExactly("0", "1", "2");
    assertThat(carafe.function("demo", "add").signature()).isEqualTo("(int, int) int");
    assertThat(carafe.function("demo", "lengths").map(int.class, List.of("a", "bb")))
        .containsExactly(1, 2);
  }
}
