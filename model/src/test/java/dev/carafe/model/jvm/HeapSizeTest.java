package dev.carafe.model.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.Resources;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class HeapSizeTest {
  private static final long MIB = 1L << 20;

  private static Resources resources(long request, OptionalLong limit) {
    return new Resources(
        1, OptionalDouble.empty(), request * MIB, limit, OptionalLong.empty(), List.of());
  }

  private static long limited(long mebibytes) {
    return HeapSize.mebibytes(resources(16, OptionalLong.of(mebibytes * MIB)));
  }

  @Test
  void aLimitLeavesAReserveForWhatIsNotHeap() {
    assertThat(limited(100)).isEqualTo(50);
    assertThat(limited(160)).isEqualTo(96);
    assertThat(limited(1024)).isEqualTo(768);
    assertThat(limited(16_384)).isEqualTo(15_360);
  }

  @Test
  void withoutALimitItIsAQuarterOfTheHostAndNeverLessThanTheRequest() {
    OptionalLong host = OptionalLong.of(16_384 * MIB);

    assertThat(HeapSize.mebibytes(resources(16, OptionalLong.empty()), host)).isEqualTo(4096);
    assertThat(HeapSize.mebibytes(resources(8192, OptionalLong.empty()), host)).isEqualTo(8192);
  }
}
