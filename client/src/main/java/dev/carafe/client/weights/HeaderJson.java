package dev.carafe.client.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads JSON that nobody vouches for, token by token: strictly UTF-8, no name twice in an object,
/// nothing after its end. What is wrong comes as a [WrongHeader].
final class HeaderJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /// Reads the value of a field, to its end.
  interface Field {
    void read(String name, HeaderJson json) throws IOException, WrongHeader;
  }

  private final JsonParser in;

  private HeaderJson(JsonParser in) {
    this.in = in;
  }

  /// Reads the one object that these bytes are.
  static void object(MemorySegment bytes, Field field) throws WrongHeader {
    var utf8 = StandardCharsets.UTF_8.newDecoder(); // which reports what is malformed
    try (JsonParser in = JSON.createParser(new InputStreamReader(new SegmentInput(bytes), utf8))) {
      in.nextToken();
      new HeaderJson(in).fields("the header", field);
      if (in.nextToken() != null) {
        throw new WrongHeader("something follows its JSON");
      }
    } catch (CharacterCodingException _) {
      throw new WrongHeader("its JSON is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new WrongHeader("its JSON cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new WrongHeader("its JSON cannot be read: " + e);
    }
  }

  /// Reads the fields of the object that `what` is.
  void fields(String what, Field field) throws IOException, WrongHeader {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new WrongHeader(what + " is no JSON object");
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      field.read(name, this);
    }
  }

  /// An object of strings.
  Map<String, String> strings(String what) throws IOException, WrongHeader {
    Map<String, String> strings = new LinkedHashMap<>();
    fields(
        what,
        (name, _) ->
            strings.put(name, string("%s of %s".formatted(TensorEntry.shown(name), what))));
    return strings;
  }

  String string(String what) throws IOException, WrongHeader {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new WrongHeader(what + " is no string");
    }
    return in.getText();
  }

  /// An array of whole numbers from 0 on, `limit` of them at most.
  List<Long> numbers(String what, int limit) throws IOException, WrongHeader {
    List<Long> numbers = new ArrayList<>();
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new WrongHeader(what + " is no array");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(number().orElseThrow(() -> new WrongHeader(what + " holds what is no size")));
      if (numbers.size() > limit) {
        throw new WrongHeader("%s has more than %d numbers".formatted(what, limit));
      }
    }
    return numbers;
  }

  private Optional<Long> number() throws IOException {
    boolean whole =
        in.currentToken() == JsonToken.VALUE_NUMBER_INT
            && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            && in.getLongValue() >= 0;
    return whole ? Optional.of(in.getLongValue()) : Optional.empty();
  }

  void skip() throws IOException {
    in.skipChildren();
  }
}
