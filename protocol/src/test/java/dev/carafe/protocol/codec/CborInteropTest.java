package dev.carafe.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.carafe.model.call.Payload.Encoding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Our CBOR against another's.
class CborInteropTest {
  private static final ObjectMapper OTHERS = new ObjectMapper(new CBORFactory());

  record Mixed(long number, double real, float single, String text, boolean flag, byte[] bytes) {}

  @Test
  void bothReadWhatTheOtherWrites() throws Exception {
    Random random = new Random(7);
    ValueCodec ours = ValueCodec.forType(new TypeReference<Map<String, List<Long>>>() {}.getType());
    for (int round = 0; round < 500; round++) {
      Map<String, List<Long>> value = new LinkedHashMap<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        List<Long> numbers = new ArrayList<>();
        for (int j = random.nextInt(40); j > 0; j--) {
          numbers.add(random.nextLong() >> random.nextInt(64));
        }
        value.put("é".repeat(random.nextInt(300)) + i, numbers);
      }

      assertThat(ours.decode(Encoding.CBOR, OTHERS.writeValueAsBytes(value))).isEqualTo(value);
      assertThat(
              OTHERS.readValue(
                  ours.encode(Encoding.CBOR, value),
                  new TypeReference<Map<String, List<Long>>>() {}))
          .isEqualTo(value);
    }
  }

  @Test
  void scalarsAreReadByBoth() throws Exception {
    ValueCodec ours = ValueCodec.forType(Mixed.class);
    Mixed value =
        new Mixed(-1L << 40, Math.PI, 1.5f, "x".repeat(70_000), true, new byte[] {1, 2, 3});

    Mixed others = OTHERS.readValue(ours.encode(Encoding.CBOR, value), Mixed.class);
    Object back = ours.decode(Encoding.CBOR, OTHERS.writeValueAsBytes(value));

    assertThat(others).usingRecursiveComparison().isEqualTo(value);
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
  }

  @Test
  void typedArraysOfEitherByteOrderAndPlainOnesAreRead() throws Exception {
    ValueCodec ours = ValueCodec.forType(float[].class);
    byte[] bigEndian = {(byte) 0xd8, 81, 0x44, 0x3f, (byte) 0xc0, 0, 0};
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (CBORGenerator generator = new CBORFactory().createGenerator(plain)) {
      generator.writeStartArray();
      generator.writeNumber(1.5f);
      generator.writeEndArray();
    }

    assertThat((float[]) ours.decode(Encoding.CBOR, bigEndian)).containsExactly(1.5f);
    assertThat((float[]) ours.decode(Encoding.CBOR, plain.toByteArray())).containsExactly(1.5f);
  }
}
