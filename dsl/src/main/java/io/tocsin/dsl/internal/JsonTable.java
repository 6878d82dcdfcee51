package io.tocsin.dsl.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.stream.map.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of JSON: an object whose names are the keys, of objects; or an array of objects that have
 * the key among them. Null is no value.
 */
final class JsonTable {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final TableRows rows;
  private final String key;

  JsonTable(String shown, String key) {
    this.rows = new TableRows(shown, key);
    this.key = key;
  }

  Table read(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonToken start = parser.nextToken();
      if (start == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          row(parser, name);
        }
      } else if (start == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          row(parser, null);
        }
      } else {
        throw rows.problem(1, "table: an object or an array of rows is needed");
      }
      if (parser.nextToken() != null) {
        throw rows.problem(line(parser), "table: something follows the end");
      }
      return rows.table();
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw rows.problem(line, "table: this is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw rows.problem(1, "table: this is no JSON: " + e.getMessage());
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private void row(JsonParser parser, @Nullable String name) throws IOException {
    int line = line(parser);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw rows.problem(line, "table: a row must be an object");
    }
    JsonNode node = MAPPER.readTree(parser);
    Map<String, Object> row = new LinkedHashMap<>();
    if (name != null) {
      row.put(key, name);
    }
    for (Map.Entry<String, JsonNode> cell : node.properties()) {
      if (!cell.getValue().isNull()) {
        row.put(cell.getKey(), value(cell.getKey(), cell.getValue(), line));
      }
    }
    rows.add(row, line);
  }

  private Object value(String column, JsonNode value, int line) {
    if (value.isNumber() && value.canConvertToLong() && value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isValueNode()) {
      return value.asText();
    }
    if (column.equals("tags") && value.isArray()) {
      List<String> tags = new ArrayList<>();
      value.forEach(tag -> tags.add(tag.asText()));
      return List.copyOf(tags);
    }
    throw rows.problem(line, "table: '" + column + "' must be a text or a number");
  }
}
