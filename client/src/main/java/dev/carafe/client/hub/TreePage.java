package dev.carafe.client.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One page of the files of a commit, and where the next one is.
record TreePage(List<String> files, Optional<URI> next) {
  static final TreePage NONE = new TreePage(List.of(), Optional.empty());

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,<]*\\brel=\"?next\\b");

  TreePage {
    files = List.copyOf(files);
  }

  static TreePage read(HttpResponse<?> response, InputStream json) throws IOException {
    List<String> files = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(json)) {
      if (in.nextToken() == JsonToken.START_ARRAY) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
          readFile(in).ifPresent(files::add);
        }
      }
    }
    String links = String.join(", ", response.headers().allValues("Link"));
    Matcher next = NEXT.matcher(links);
    return new TreePage(
        files,
        next.find()
            ? Optional.of(Redirects.resolve(response.uri(), next.group(1)))
            : Optional.empty());
  }

  private static Optional<String> readFile(JsonParser in) throws IOException {
    String type = "";
    String path = "";
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      JsonToken value = in.nextToken();
      if (field.equals("type") && value == JsonToken.VALUE_STRING) {
        type = in.getText();
      } else if (field.equals("path") && value == JsonToken.VALUE_STRING) {
        path = in.getText();
      } else {
        in.skipChildren();
      }
    }
    return type.equals("file") ? Optional.of(path) : Optional.empty();
  }
}
