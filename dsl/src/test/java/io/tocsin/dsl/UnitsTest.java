package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {

  @Test
  void takesWholeNumbersAndFractions() {
    assertThat(Units.getSeconds(30)).isEqualTo(Duration.ofSeconds(30));
    assertThat(Units.getSeconds(new BigDecimal("0.25"))).isEqualTo(Duration.ofMillis(250));
    assertThat(Units.getMillis(0.5)).isEqualTo(Duration.ofNanos(500_000));
    assertThat(Units.getWeeks(2L)).isEqualTo(Duration.ofDays(14));
    assertThat(Units.getMinute(1)).isEqualTo(Units.getMinutes(1)).isEqualTo(Units.getSeconds(60));
    assertThat(Units.getHour(1)).isEqualTo(Units.getHours(1)).isEqualTo(Units.getMinutes(60));
    assertThat(Units.getDay(1)).isEqualTo(Units.getDays(1)).isEqualTo(Units.getHours(24));
    assertThat(Units.getKB(1)).isEqualTo(1024);
    assertThat(Units.getMB(new BigDecimal("1.5"))).isEqualTo(3 << 19);
    assertThat(Units.getGB(1)).isEqualTo(1L << 30);
  }

  @ParameterizedTest
  @CsvSource({"106751, false", "106752, true", "1e30, true"})
  void refusesLengthsOfTimeBeyondALongOfNanoseconds(BigDecimal days, boolean tooLong) {
    if (tooLong) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Units.getDays(days))
          .withMessageContaining("too large");
    } else {
      assertThat(Units.getDays(days)).isEqualTo(Duration.ofDays(days.longValueExact()));
    }
  }

  @Test
  void refusesSizesBeyondALongOfBytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.getGB(1L << 33));
    assertThat(Units.getGB((1L << 33) - 1)).isEqualTo(Long.MAX_VALUE - (1L << 30) + 1);
  }

  @Test
  void multipliesAndDividesLengthsOfTime() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(Units.multiply(minute, 1.5)).isEqualTo(Duration.ofSeconds(90));
    assertThat(Units.multiply(2, minute)).isEqualTo(Duration.ofMinutes(2));
    assertThat(Units.div(minute, 4)).isEqualTo(Duration.ofSeconds(15));
    assertThat(Units.negative(minute)).isEqualTo(Duration.ofMinutes(-1));
  }

  @Test
  void likeIsFalseForAbsentTexts() {
    assertThat(Units.like(null, "a%")).isFalse();
    assertThat(Units.like("a", null)).isFalse();
    assertThat(Units.like("ab", "a%")).isTrue();
  }
}
