package io.tocsin.notify.carbon;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ready-made ways to name a metric. */
enum StandardPaths implements PathRule {
  RIEMANN {
    @Override
    public String path(Event event) {
      return join(reversed(event.getHost()), dotted(event.getService()));
    }
  },
  PERCENTILES {
    @Override
    public String path(Event event) {
      return join(reversed(event.getHost()), dotted(withPercentile(event.getService())));
    }
  },
  TAGS {
    @Override
    public String path(Event event) {
      String service = dotted(event.getService());
      String host = event.getHost();
      return service.isEmpty() || host == null || host.isBlank()
          ? service
          : service + ";host=" + host;
    }
  };

  private static final Pattern QUANTILE = Pattern.compile("(.* )?(0\\.(\\d{1,9})|1\\.0|1)");

  private static String join(String host, String service) {
    return host.isEmpty() || service.isEmpty() ? host + service : host + "." + service;
  }

  private static String reversed(@Nullable String host) {
    if (host == null) {
      return "";
    }
    List<String> labels = new ArrayList<>(List.of(host.split("\\.")));
    Collections.reverse(labels);
    return String.join(".", labels);
  }

  private static String dotted(@Nullable String service) {
    return service == null ? "" : service.strip().replaceAll("\\s+", ".");
  }

  /** {@code 0.95} as {@code 95}, {@code 0.5} as {@code 50}, {@code 0.999} as {@code 999}. */
  private static @Nullable String withPercentile(@Nullable String service) {
    if (service == null) {
      return null;
    }
    Matcher matcher = QUANTILE.matcher(service);
    if (!matcher.matches()) {
      return service;
    }
    String before = matcher.group(1) == null ? "" : matcher.group(1);
    String digits = matcher.group(3);
    if (digits == null) {
      return before + "100";
    }
    return before + (digits.length() == 1 ? digits + "0" : digits);
  }
}
