package dev.carafe.client.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a revision is: a commit, and the names of its files, sorted, each once.
record HubIndex(String commit, List<String> files) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  HubIndex {
    files = files.stream().distinct().sorted().toList();
    if (!COMMIT.matcher(commit).matches()) {
      throw new HubException("The hub names no commit, but \"%s\". Is it a hub?".formatted(commit));
    }
  }

  static HubIndex read(InputStream json) throws IOException {
    String commit = "";
    List<String> files = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        if (field.equals("sha") && value == JsonToken.VALUE_STRING) {
          commit = in.getText();
        } else if (field.equals("siblings") && value == JsonToken.START_ARRAY) {
          readFiles(in, files);
        } else {
          in.skipChildren();
        }
      }
    }
    return new HubIndex(commit, files);
  }

  private static void readFiles(JsonParser in, List<String> files) throws IOException {
    while (in.nextToken() == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        if (field.equals("rfilename") && value == JsonToken.VALUE_STRING) {
          files.add(in.getText());
        } else {
          in.skipChildren();
        }
      }
    }
  }
}
