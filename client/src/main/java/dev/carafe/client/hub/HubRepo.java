package dev.carafe.client.hub;

import java.net.URI;
import java.net.URISyntaxException;
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
    if (!isAddress(endpoint)) {
      throw new HubException(
          "The hub's endpoint \"%s\" is no http:// or https:// address. Correct HF_ENDPOINT, or"
                  .formatted(shown(endpoint.toString()))
              + " endpoint(…).");
    }
  }

  private static boolean isAddress(URI uri) {
    return String.valueOf(uri.getScheme()).matches("https?")
        && uri.getHost() != null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  /// From an address as a user gives it. A password in it is refused, and not shown.
  static HubRepo of(String endpoint, String name, Optional<String> token) {
    if (endpoint.contains("@")) {
      throw new HubException(
          "The hub's endpoint \"%s\" names a user, and hubs know none. Write it without, and give"
                  .formatted(shown(endpoint))
              + " what proves who you are as HF_TOKEN, or token(…).");
    }
    try {
      return new HubRepo(new URI(endpoint), name, token.map(HubRepo::plain));
    } catch (URISyntaxException _) { // its message would show all of it
      throw new HubException(
          "The hub's endpoint \"%s\" is no address. Correct HF_ENDPOINT, or endpoint(…)."
              .formatted(shown(endpoint)));
    }
  }

  /// A token that a header can hold. What is wrong with another is said without showing it.
  private static String plain(String token) {
    String stripped = token.strip();
    if (!stripped.matches("[!-~]+")) {
      throw new HubException(
          "The hub's token holds what no token does: a blank, a line break, or a letter beyond ASCII."
              + " Give HF_TOKEN, or token(…), as the hub shows it.");
    }
    return stripped;
  }

  /// Without what may be secret: user, password and query.
  private static String shown(String address) {
    int user = address.indexOf("//") + 1;
    int host = address.lastIndexOf('@');
    String bare =
        host < 0
            ? address
            : address.substring(0, user > 0 && user < host ? user + 1 : 0)
                + "…"
                + address.substring(host);
    return bare.replaceFirst("[?#].*", "?…");
  }

  URI index(String revision) {
    return at("/api/models/%s/revision/%s".formatted(name, encoded(revision)));
  }

  /// The first page of the list of all files.
  URI tree(String commit) {
    return at("/api/models/%s/tree/%s?recursive=true".formatted(name, commit));
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
