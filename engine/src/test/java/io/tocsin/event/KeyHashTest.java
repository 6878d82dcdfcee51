package io.tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link KeyHash}. */
final class KeyHashTest {

  private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);

  static Stream<BiFunction<Object, Object, Integer>> both() {
    return Stream.of(
        KeyHash::plain, new KeyHash(0x123_4567_89AB_CDEFL, 0x9E37_79B9_7F4A_7C15L)::of);
  }

  @ParameterizedTest
  @MethodSource("both")
  void spreadsNumberedNamesOverTheBuckets(BiFunction<Object, Object, Integer> hash) {
    int names = 300;
    int buckets = 1 << 17;
    Set<Integer> hashes = new HashSet<>();
    Set<Integer> used = new HashSet<>();
    for (int host = 0; host < names; host++) {
      for (int service = 0; service < names; service++) {
        int value = hash.apply("web-" + host, "service-" + service);
        hashes.add(value);
        used.add(value & (buckets - 1));
      }
    }

    // Of 90 000 keys thrown at random, about half of the 131 072 buckets get one.
    assertThat(hashes).hasSizeGreaterThan(names * names * 99 / 100);
    assertThat(used).hasSizeGreaterThan(buckets * 48 / 100);
  }

  @Test
  void keyedTellsApartWhatCollidesPlainly() {
    KeyHash hash = new KeyHash(0x123_4567_89AB_CDEFL, 0x9E37_79B9_7F4A_7C15L);
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                null, "", "Aa", "BB", 1L, 1.0, 1L << 32, true, List.of("Aa"), List.of("BB")));
    values.add(List.of());
    values.add(List.of("a", "b"));
    values.add(List.of("ab"));
    values.add("\u0000");
    Set<Integer> firsts = new HashSet<>();
    Set<Integer> seconds = new HashSet<>();
    for (Object value : values) {
      firsts.add(hash.of(value, "x"));
      seconds.add(hash.of("x", value));
    }

    assertThat(firsts).hasSameSizeAs(values);
    assertThat(seconds).hasSameSizeAs(values);
    assertThat(hash.of("a", "b")).isNotEqualTo(hash.of("ab", "")).isNotEqualTo(hash.of("b", "a"));
    assertThat(KeyHash.plain("Aa", "x")).isEqualTo(KeyHash.plain("BB", "x"));
    assertThat(KeyHash.keyed("k", 1L)).isEqualTo(KeyHash.keyed("k", 1L));
  }

  @Test
  void keyedIsAPolynomialModuloAPrime() {
    long seed = 61;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      long base = random.nextLong(1, (1L << 61) - 1);
      long value = random.nextLong();
      // The parts of null are zeros: what is added last shows the sum before it.
      BigInteger sum = BigInteger.ONE;
      for (long part : new long[] {value >>> 32, value & 0xFFFF_FFFFL, 0, 0}) {
        sum = sum.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(part)).mod(PRIME);
      }

      assertThat(new KeyHash(base, 1).of(value, null)).isEqualTo((int) (sum.longValue() >>> 32));
    }
  }
}
