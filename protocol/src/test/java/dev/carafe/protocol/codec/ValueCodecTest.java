package dev.carafe.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.Shapes.Colour;
import dev.carafe.protocol.codec.Shapes.Point;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueCodecTest {

  @Test
  void untypedArgumentsGoAsTheirClassesSay() {
    byte[] json =
        ValueCodec.encodeUntyped(
            Encoding.JSON,
            "a",
            1,
            List.of(new Point(1, 2), Colour.GREEN),
            Map.of("k", Optional.of(1.5f)),
            new int[] {1, 2},
            new Object[] {null, Duration.ofSeconds(1)});

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("[\"a\",1,[{\"x\":1,\"y\":2.0},\"GREEN\"],{\"k\":1.5},[1,2],[null,\"PT1S\"]]");
  }

  @Test
  void anyValueIsJsonTextWithNoTypeAtHand() {
    byte[] cbor =
        ValueCodec.encodeUntyped(
            Encoding.CBOR,
            "a",
            0.1f,
            2.5,
            null,
            Map.of("k", List.of(true, -7)),
            new float[] {0.1f, 2},
            new long[] {1L << 40},
            new byte[] {1, 2});

    assertThat(ValueCodec.jsonText(Encoding.CBOR, cbor))
        .isEqualTo("[\"a\",0.1,2.5,null,{\"k\":[true,-7]},[0.1,2.0],[1099511627776],\"AQI=\"]");
    assertThat(ValueCodec.jsonText(Encoding.JSON, "[1]".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("[1]");
    assertThatThrownBy(
            () -> ValueCodec.jsonText(Encoding.CBOR, Arrays.copyOf(cbor, cbor.length - 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void textOfACommandLineNeedsNoQuotesWhereTheTypeIsText() {
    assertThat(ValueCodec.forType(String.class).decodeText("he said \"hi\""))
        .isEqualTo("he said \"hi\"");
    assertThat(ValueCodec.forType(int.class).decodeText("5")).isEqualTo(5);
    assertThat(ValueCodec.forType(Colour.class).decodeText("RED")).isEqualTo(Colour.RED);
    assertThat((int[]) ValueCodec.forType(int[].class).decodeText("[1, 2]")).containsExactly(1, 2);
    assertThatThrownBy(() -> ValueCodec.forType(Colour.class).decodeText("BLUE"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("it is one of RED, GREEN");
  }

  @Test
  void aMillionFloatsTakeFourBytesEach() {
    ValueCodec codec = ValueCodec.forType(float[].class);
    float[] floats = new float[1_000_000];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i * 0.5f;
    }

    byte[] bytes = codec.encode(Encoding.CBOR, floats);

    assertThat(bytes).hasSize(4_000_007);
    assertThat((float[]) codec.decode(Encoding.CBOR, bytes)).isEqualTo(floats);
  }
}
