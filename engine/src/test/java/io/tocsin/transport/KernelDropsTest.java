package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelDropsTest {

  private static final List<String> TABLE =
      List.of(
          "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops",
          "  101: 0100007F:15B3 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1234 2 0000000000000000 17",
          "  102: 00000000:15B3 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1235 2 0000000000000000 3",
          "  103: 0100007F:15B4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1236 2 0000000000000000 99",
          "garbage",
          "");

  @Test
  void sumsTheDropsOfThePortsSockets() {
    assertThat(KernelDrops.in(TABLE, 5555)).isEqualTo(20);
    assertThat(KernelDrops.in(TABLE, 5556)).isEqualTo(99);
    assertThat(KernelDrops.in(TABLE, 5557)).isZero();
  }

  @Test
  void readsTheKernelsOwnTableWhereThereIsOne() {
    assertThat(KernelDrops.onPort(1)).isNotNegative();
  }
}
