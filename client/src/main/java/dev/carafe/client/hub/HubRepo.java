package dev.carafe.client.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A repository at a hub, and who asks for it.
record HubRepo(URI endpoint, String name, Optional<String> token) {
  private static final Pattern NAME = Pattern.compile("[\\w][\\w.-]*(/[\\w][\\w.-]*)?");

  HubRepo {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new HubException(
          "\"%s\" is no repository of a hub; write it as owner/name.".formatted(name));
    }
    String scheme = String.valueOf(endpoint.getScheme());
    if (!scheme.matches("https?") || endpoint.getHost() == null) {
      throw new HubException(
          "The hub's endpoint \"%s\" is no http:// or https:// address. Correct HF_ENDPOINT, or"
                  .formatted(endpoint)
              + " endpoint(…).");
    }
  }

  URI index(String revision) {
    return at("/api/models/%s/revision/%s".formatted(name, encoded(revision)));
  }

  URI file(String commit, String file) {
    String path =
        Arrays.stream(file.split("/")).map(HubRepo::encoded).collect(Collectors.joining("/"));
    return at("/%s/resolve/%s/%s".formatted(name, commit, path));
  }

  /// The page about it, for people.
  String page() {
    return base() + "/" + name;
  }

  /// Whether an address is this hub's own: the only place its token is sent to.
  boolean isHome(URI uri) {
    return origin(uri).equals(origin(endpoint));
  }

  private URI at(String path) {
    return URI.create(base() + path);
  }

  private String base() {
    return endpoint.toString().replaceAll("/+$", "");
  }

  private static String origin(URI uri) {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), port).toLowerCase(Locale.ROOT);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Without the token.
  @Override
  public String toString() {
    return page();
  }
}
