package dev.carafe.client.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// What a [FakeHub] says in JSON.
final class FakeJson {
  private FakeJson() {}

  private interface Writing {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      writing.write(json);
    }
    return bytes.toByteArray();
  }

  static byte[] index(String repo, String commit, List<FakeFile> files) throws IOException {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", repo);
          json.writeArrayFieldStart("tags");
          json.writeString("a");
          json.writeEndArray();
          json.writeStringField("sha", commit);
          json.writeArrayFieldStart("siblings");
          for (FakeFile file : files) {
            json.writeStartObject();
            json.writeStringField("rfilename", file.name());
            json.writeObjectFieldStart("x");
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("private", false);
          json.writeEndObject();
        });
  }

  static byte[] tree(List<FakeFile> files) throws IOException {
    return json(
        json -> {
          json.writeStartArray();
          json.writeStartObject();
          json.writeStringField("type", "directory");
          json.writeStringField("path", "folder");
          json.writeEndObject();
          for (FakeFile file : files) {
            json.writeStartObject();
            json.writeStringField("type", "file");
            json.writeStringField("oid", file.etag());
            json.writeNumberField("size", file.bytes().length);
            json.writeStringField("path", file.name());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
