package dev.carafe.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.Shapes.Ball;
import dev.carafe.protocol.codec.Shapes.Bean;
import dev.carafe.protocol.codec.Shapes.Circle;
import dev.carafe.protocol.codec.Shapes.Colour;
import dev.carafe.protocol.codec.Shapes.No;
import dev.carafe.protocol.codec.Shapes.Node;
import dev.carafe.protocol.codec.Shapes.Pair;
import dev.carafe.protocol.codec.Shapes.Person;
import dev.carafe.protocol.codec.Shapes.Point;
import dev.carafe.protocol.codec.Shapes.Square;
import dev.carafe.protocol.codec.Shapes.Yes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentCodecTest {

  private static Method method(String name) {
    return Arrays.stream(Shapes.Methods.class.getMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ArgumentCodec codec(String name) {
    return ArgumentCodec.forMethod(method(name));
  }

  private static @Nullable Object[] thereAndBack(
      Encoding encoding, String name, @Nullable Object... arguments) {
    ArgumentCodec codec = codec(name);
    return codec.decodeArguments(encoding, codec.encodeArguments(encoding, arguments));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable Object[] fromJson(String name, String text) {
    return codec(name).decodeArguments(Encoding.JSON, json(text));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void recordsComeBackEqual(Encoding encoding) {
    Person person =
        new Person(
            "Ada — 漢字 \uD83D\uDE80",
            Optional.of("a"),
            Colour.GREEN,
            LocalDate.of(1815, 12, 10),
            Map.of("x", List.of(1, -2, 1 << 30)));
    Person plain = new Person("", Optional.empty(), Colour.RED, LocalDate.MAX, Map.of());

    assertThat(thereAndBack(encoding, "person", person)).containsExactly(person);
    assertThat(thereAndBack(encoding, "person", plain)).containsExactly(plain);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void sealedTypesAreTaggedWithTheSimpleName(Encoding encoding) {
    var figures = List.of(new Circle(1.5), new Square(2), new Ball(0.25f));

    assertThat(thereAndBack(encoding, "figures", figures)).containsExactly(figures);
    assertThat(
            new String(
                codec("figures").encodeArguments(Encoding.JSON, figures), StandardCharsets.UTF_8))
        .isEqualTo(
            "[[{\"Circle\":{\"radius\":1.5}},{\"Square\":{\"side\":2.0}},{\"Ball\":{\"radius\":0.25}}]]");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void genericTypesAreFilledIn(Encoding encoding) {
    assertThat(thereAndBack(encoding, "answer", new Yes<>(new Point(1, 2))))
        .containsExactly(new Yes<>(new Point(1, 2)));
    assertThat(thereAndBack(encoding, "answer", new No<Point>("so")))
        .containsExactly(new No<Point>("so"));
    assertThat(thereAndBack(encoding, "generic", new Pair<>("a", new Point(3, 4))))
        .containsExactly(new Pair<>("a", new Point(3, 4)));
    ArgumentCodec codec = codec("generic");
    var result = new Pair<>("r", List.of(new Pair<>(7, Colour.GREEN)));
    assertThat(codec.decodeResult(encoding, codec.encodeResult(encoding, result)))
        .isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void recordsThatContainThemselvesTravel(Encoding encoding) {
    Node tree = new Node("a", List.of(new Node("b", List.of()), new Node("c", List.of())));

    assertThat(thereAndBack(encoding, "tree", tree)).containsExactly(tree);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void beansTravelByGetterSetterAndPublicField(Encoding encoding) {
    Bean bean = new Bean();
    bean.setName(null);
    bean.setCount(3);
    bean.open = true;

    Bean back = (Bean) thereAndBack(encoding, "bean", bean)[0];

    assertThat(back).usingRecursiveComparison().isEqualTo(bean);
  }

  @Test
  void whatIsLeftOutOfABeanKeepsItsInitialValue() {
    Bean bean = (Bean) fromJson("bean", "[{\"count\": 2}]")[0];

    assertThat(bean.getName()).isEqualTo("initial");
    assertThat(bean.getCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void arraysComeBackBitForBit(Encoding encoding) {
    float[] floats = {1.5f, -0f, Float.NaN, Float.MIN_VALUE, Float.POSITIVE_INFINITY};
    byte[] bytes = {0, -1, 127, -128};
    int[] ints = {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
    long[] longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE};
    double[] doubles = {Math.PI, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};

    Object[] arrays = {floats, bytes, ints, longs, doubles};
    assertThat(Arrays.deepEquals(thereAndBack(encoding, "embed", arrays), arrays)).isTrue();
    assertThat(
            thereAndBack(
                encoding,
                "shorts",
                new short[] {Short.MIN_VALUE, 7},
                new boolean[] {true, false},
                new char[] {'a', '€'}))
        .usingRecursiveComparison()
        .isEqualTo(
            new Object[] {
              new short[] {Short.MIN_VALUE, 7}, new boolean[] {true, false}, new char[] {'a', '€'}
            });
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void arraysOfArraysAndOfRecordsTravel(Encoding encoding) {
    Object[] arguments = {
      new String[][] {{"a"}, {}, {"b", "c"}},
      new Point[] {new Point(1, 2)},
      new int[][] {{1, 2}, {3}}
    };

    assertThat(thereAndBack(encoding, "grid", arguments))
        .usingRecursiveComparison()
        .isEqualTo(arguments);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void timesAndNumbersComeBackEqual(Encoding encoding) {
    Object[] times = {
      Instant.parse("2026-11-24T05:00:00.123456789Z"),
      Duration.ofNanos(1),
      ZonedDateTime.parse("2026-03-29T02:30:00+02:00[Europe/Berlin]"),
      UUID.fromString("00000000-0000-0001-0000-000000000002"),
      DayOfWeek.FRIDAY
    };
    Object[] numbers = {
      Byte.MIN_VALUE,
      Short.MAX_VALUE,
      Integer.MIN_VALUE,
      Long.MIN_VALUE,
      Float.MAX_VALUE,
      Double.MIN_VALUE,
      'ß',
      true,
      BigInteger.TWO.pow(200),
      new BigDecimal("1.50")
    };

    assertThat(thereAndBack(encoding, "time", times)).containsExactly(times);
    assertThat(thereAndBack(encoding, "numbers", numbers)).containsExactly(numbers);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void nullTravelsWhereATypeHasIt(Encoding encoding) {
    assertThat(thereAndBack(encoding, "boxed", null, null, null)).containsExactly(null, null, null);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void mapsTravelWithKeysOfEveryKind(Encoding encoding) {
    EnumMap<Colour, Integer> byEnum = new EnumMap<>(Map.of(Colour.GREEN, 1));
    Object[] arguments = {
      Map.of(1, "a", -2, "b"),
      Map.of(new Point(1, 2), "p"),
      byEnum,
      new TreeMap<>(Map.of("k", Set.of(Colour.RED)))
    };

    assertThat(thereAndBack(encoding, "maps", arguments)).containsExactly(arguments);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void streamsOfBytesTravelAsBytes(Encoding encoding) throws Exception {
    byte[] bytes = {1, 2, 3};

    Object back = thereAndBack(encoding, "bulk", new ByteArrayInputStream(bytes))[0];

    assertThat(((InputStream) back).readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void aGeneratorsResultIsOneItem() {
    ArgumentCodec codec = codec("items");

    byte[] item = codec.encodeResult(Encoding.CBOR, new Point(1, 2));

    assertThat(codec.decodeResult(Encoding.CBOR, item)).isEqualTo(new Point(1, 2));
  }

  @Test
  void aBatchedMethodTakesAndGivesOneElementOutside() {
    ArgumentCodec codec = ArgumentCodec.forBatch(method("batch"));

    assertThat(codec.encodeArguments(Encoding.JSON, "a")).isEqualTo(json("[\"a\"]"));
    assertThat(codec.encodeResult(Encoding.JSON, new float[] {1})).isEqualTo(json("[1.0]"));
  }

  @Test
  void voidIsNothing() {
    ArgumentCodec codec = codec("time");

    assertThat(codec.encodeResult(Encoding.JSON, null)).isEqualTo(json("null"));
    assertThat(codec.decodeResult(Encoding.JSON, json("null"))).isNull();
  }

  @Test
  void optionalAndDefaultParametersMayBeLeftOutByNameAndPosition() {
    ArgumentCodec codec =
        ArgumentCodec.forMethod(
            method("options"),
            List.of(
                new ArgumentSpec("text", "java.lang.String", Optional.of("hi there")),
                new ArgumentSpec(
                    "count", "java.util.Optional<java.lang.Integer>", Optional.empty()),
                new ArgumentSpec("limit", "java.util.OptionalInt", Optional.empty()),
                new ArgumentSpec("times", "int", Optional.of("3"))));

    assertThat(codec.decodeArguments(Encoding.JSON, json("[]")))
        .containsExactly("hi there", Optional.empty(), OptionalInt.empty(), 3);
    assertThat(codec.decodeArguments(Encoding.JSON, json("[\"a\", 2]")))
        .containsExactly("a", Optional.of(2), OptionalInt.empty(), 3);
    assertThat(codec.decodeArguments(Encoding.JSON, json("{\"times\": 9, \"limit\": 1}")))
        .containsExactly("hi there", Optional.empty(), OptionalInt.of(1), 9);
  }

  @Test
  void aMissingArgumentIsNamedWithAllThatAreTaken() {
    assertThatThrownBy(() -> fromJson("options", "[\"a\"]"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("argument times of Methods.options is missing, an int")
        .hasMessageContaining("String text, Optional<Integer> count");
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> fromJson("options", "{\"tims\": 1}"))
        .hasMessageContaining("no parameter \"tims\"; it has text, count, limit, times");
    assertThatThrownBy(
            () -> fromJson("generic", "[{\"first\":\"a\",\"second\":{\"x\":1,\"z\":2}}]"))
        .hasMessage(
            "argument pair of Methods.generic, a Shapes.Pair<String, Shapes.Point>: at .second:"
                + " Shapes.Point has no \"z\"; it has x, y");
  }

  @Test
  void theMessageNamesTheArgumentThePlaceAndWhatWasFound() {
    assertThatThrownBy(() -> fromJson("figures", "[[{\"Circle\":{\"radius\":\"big\"}}]]"))
        .hasMessage(
            "argument figures of Methods.figures, a List<Shapes.Figure>: at [0](Circle).radius:"
                + " expected a number, found the text \"big\"");
    assertThatThrownBy(() -> fromJson("figures", "[[{\"Triangle\":{}}]]"))
        .hasMessageContaining("has no \"Triangle\"; it is one of Circle, Square, Ball");
    assertThatThrownBy(() -> fromJson("numbers", "[1,2,3.5,4,5,6,\"c\",true,1,1]"))
        .hasMessageContaining(
            "argument i of Methods.numbers, an int: expected a whole number, found 3.5");
    assertThatThrownBy(() -> fromJson("numbers", "[300,2,3,4,5,6,\"c\",true,1,1]"))
        .hasMessageContaining("300 is out of the range of byte");
    assertThatThrownBy(() -> fromJson("numbers", "[null,2,3,4,5,6,\"c\",true,1,1]"))
        .hasMessageContaining("byte cannot be null");
    assertThatThrownBy(() -> fromJson("embed", "[[1,\"a\"],\"\",[],[],[]]"))
        .hasMessageContaining("at [1]: expected a number");
    assertThatThrownBy(() -> fromJson("embed", "[[1]"))
        .hasMessageContaining("no valid JSON (line 1");
  }

  @Test
  void typesThatCannotTravelAreRefusedWithTheEditToMake() {
    assertThatThrownBy(() -> codec("path"))
        .hasMessageContaining("parameter path of Methods.path")
        .hasMessageContaining("Pass byte[] or InputStream");
    assertThatThrownBy(() -> codec("anything")).hasMessageContaining("Name a type");
    assertThatThrownBy(() -> codec("raw")).hasMessageContaining("Object cannot travel");
    assertThatThrownBy(() -> codec("opened"))
        .hasMessageContaining("at .open: Shapes.Open cannot travel")
        .hasMessageContaining("sealed interface Open permits");
    assertThatThrownBy(() -> codec("twice")).hasMessageContaining("Write Optional<String>");
  }

  @Test
  void aValueThatContainsItselfIsRefused() {
    List<Node> children = new ArrayList<>();
    Node node = new Node("loop", children);
    children.add(node);

    assertThatThrownBy(() -> codec("tree").encodeArguments(Encoding.CBOR, node))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("contains itself");
  }

  @Test
  void anArgumentOfAnotherTypeIsNamed() {
    assertThatThrownBy(() -> codec("tree").encodeArguments(Encoding.CBOR, "text"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("argument node of Methods.tree");
  }

  @Test
  void hostileBytesEndInACodecException() {
    Random random = new Random(20261124);
    ArgumentCodec person = codec("person");
    byte[] good =
        person.encodeArguments(
            Encoding.CBOR,
            new Person(
                "n", Optional.of("m"), Colour.RED, LocalDate.EPOCH, Map.of("a", List.of(1))));
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = round % 2 == 0 ? good.clone() : new byte[1 + random.nextInt(40)];
      int changes = 1 + random.nextInt(bad.length);
      for (int i = 0; i < changes; i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        var _ = person.decodeArguments(Encoding.CBOR, bad);
      } catch (CodecException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void aLengthBeyondTheBytesIsRefusedBeforeAnythingIsMade() {
    byte[] twoGigabytes = {
      (byte) 0x81, (byte) 0xd8, 85, 0x5a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xf0
    };

    assertThatThrownBy(() -> codec("embed").decodeArguments(Encoding.CBOR, twoGigabytes))
        .hasMessageContaining("cut short");
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x81);

    assertThatThrownBy(() -> codec("figures").decodeArguments(Encoding.CBOR, deep))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(
            () -> codec("tree").decodeArguments(Encoding.JSON, json("[".repeat(100_000))))
        .isInstanceOf(CodecException.class);
  }
}
