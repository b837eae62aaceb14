package dev.carafe.protocol.codec;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.regex.Pattern;

/// Reads JSON: bytes from base64, and `"NaN"` and `"Infinity"` where a number is meant.
final class JsonIn implements ValueIn {
  private static final int HINT = 10;
  // Jackson's notes on where its text comes from; it is always the one that is read here
  private static final Pattern SOURCE =
      Pattern.compile(" ?\\((start marker )?at \\[Source:.*?\\]\\)| ?\\[Source:.*?\\]");
  private final JsonParser json;

  JsonIn(byte[] bytes) {
    json = read(() -> Json.FACTORY.createParser(bytes));
    advance();
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T read(Step<T> step) {
    try {
      return step.run();
    } catch (JsonParseException e) {
      throw new Misfit(
          "no valid JSON (line %d, column %d): %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), why(e)),
          e);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new Misfit("no valid JSON: " + why, e);
    }
  }

  private static String why(JsonParseException e) {
    return e instanceof JsonEOFException
        ? "it ends before all of its brackets and quotes are closed"
        : SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private void advance() {
    var _ = read(() -> String.valueOf(json.nextToken()));
  }

  @Override
  public Kind peek() {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new Misfit("the JSON text ends early");
    }
    return switch (token) {
      case VALUE_NULL -> Kind.NOTHING;
      case VALUE_TRUE, VALUE_FALSE -> Kind.BOOL;
      case VALUE_NUMBER_INT -> Kind.INTEGER;
      case VALUE_NUMBER_FLOAT -> Kind.REAL;
      case VALUE_STRING -> Kind.TEXT;
      case START_ARRAY -> Kind.ARRAY;
      case START_OBJECT -> Kind.OBJECT;
      case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new Misfit("the JSON text has " + token + " where a value belongs");
    };
  }

  private void expect(Kind kind) {
    Kind found = peek();
    if (found != kind) {
      throw new Misfit("expected %s, found %s".formatted(kind.words(), found.words()));
    }
  }

  private <T> T take(Step<T> step) {
    T value = read(step);
    advance();
    return value;
  }

  @Override
  public void nothing() {
    expect(Kind.NOTHING);
    advance();
  }

  @Override
  public boolean bool() {
    expect(Kind.BOOL);
    return take(json::getBooleanValue);
  }

  @Override
  public long integer() {
    if (peek() == Kind.REAL) {
      return CborIn.whole(take(json::getDoubleValue));
    }
    expect(Kind.INTEGER);
    try {
      return take(() -> json.getDecimalValue().longValueExact());
    } catch (ArithmeticException e) {
      throw new Misfit("a number is larger than a long", e);
    }
  }

  @Override
  public double real() {
    Kind kind = peek();
    if (kind == Kind.TEXT) {
      return notFinite(text());
    }
    expect(kind == Kind.INTEGER ? Kind.INTEGER : Kind.REAL);
    return take(json::getDoubleValue);
  }

  private static double notFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new Misfit("expected a number, found the text \"%s\"".formatted(text));
    };
  }

  @Override
  public BigDecimal decimal() {
    return switch (peek()) {
      case TEXT -> Numbers.decimal(text());
      case INTEGER -> take(json::getDecimalValue);
      default -> {
        expect(Kind.REAL);
        yield take(json::getDecimalValue);
      }
    };
  }

  @Override
  public String text() {
    expect(Kind.TEXT);
    return take(json::getText);
  }

  @Override
  public byte[] bytes() {
    String text = text();
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Misfit("expected bytes as base64: " + e.getMessage(), e);
    }
  }

  @Override
  public int beginArray() {
    expect(Kind.ARRAY);
    advance();
    return HINT;
  }

  @Override
  public int beginObject() {
    expect(Kind.OBJECT);
    advance();
    return HINT;
  }

  @Override
  public boolean more() {
    JsonToken token = json.currentToken();
    if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
      advance();
      return false;
    }
    return true;
  }

  @Override
  public String key() {
    return take(json::currentName);
  }

  @Override
  public void skip() {
    var _ = read(json::skipChildren);
    advance();
  }

  @Override
  public short[] shorts() {
    return Numbers.shorts(this);
  }

  @Override
  public int[] ints() {
    return Numbers.ints(this);
  }

  @Override
  public long[] longs() {
    return Numbers.longs(this);
  }

  @Override
  public float[] floats() {
    return Numbers.floats(this);
  }

  @Override
  public double[] doubles() {
    return Numbers.doubles(this);
  }

  @Override
  public void end() {
    if (json.currentToken() != null) {
      throw new Misfit("the JSON text goes on after the value");
    }
  }
}
