package io.tocsin.server.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as people write it: {@code 5s}, {@code 300ms}, {@code 1.5m}; or in seconds. */
final class LengthOfTime implements ITypeConverter<Duration> {

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|min|h)?");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "min",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);

  /** Longer than anybody wants to wait for. */
  private static final Duration LONGEST = Duration.ofDays(1);

  @Override
  public Duration convert(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no length of time; write it as 5s, 300ms or 1m");
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 1L)));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new TypeConversionException("'" + text + "' is longer than a day");
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
