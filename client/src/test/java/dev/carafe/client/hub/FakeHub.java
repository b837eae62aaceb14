package dev.carafe.client.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A hub on this machine that speaks the protocol of the Hugging Face Hub: revisions of
/// repositories, small files served by itself, large ones from a store on another host, gates, and
/// whatever [Mischief] it is told to make. Keeps what it was asked. Threads may share it.
public final class FakeHub implements AutoCloseable {
  /// From this size on a file is large: it lies in the store, and its etag is its SHA-256.
  public static final int LARGE = 1000;

  private static final int FRESH = 200;
  private static final int FOUND = 302;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MISSING = 404;

  private final String hubName;
  private final String storeName;
  private final HttpServer hub;
  private final HttpServer store;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Map<String, String>> revisions = new ConcurrentHashMap<>();
  private final Map<String, Map<String, byte[]>> commits = new ConcurrentHashMap<>();
  private final Map<String, String> gates = new ConcurrentHashMap<>();
  private final Map<String, Queue<Mischief>> mischief = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /// One request: `store` if it came to the store, `range` and `token` empty if it had none.
  public record Request(boolean store, String method, String path, String range, String token) {}

  private FakeHub(String bind, String hubName, String storeName) throws IOException {
    this.hubName = hubName;
    this.storeName = storeName;
    hub = server(bind.isEmpty() ? hubName : bind, this::answer);
    store = server(bind.isEmpty() ? storeName : bind, this::answerFromStore);
  }

  public static FakeHub start() {
    return start("", "127.0.0.1", "localhost");
  }

  /// For clients on other networks of this machine, who know it by this name.
  public static FakeHub startFor(String name) {
    return start("0.0.0.0", name, name);
  }

  private static FakeHub start(String bind, String hubName, String storeName) {
    try {
      return new FakeHub(bind, hubName, storeName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For `HF_ENDPOINT`.
  public String address() {
    return "http://" + hubName + ":" + hub.getAddress().getPort();
  }

  /// Makes a revision name these files; gives its commit.
  public String publish(String repo, String revision, Map<String, byte[]> files) {
    Map<String, byte[]> sorted = new TreeMap<>(files);
    String commit = FakeFile.commit(sorted);
    commits.put(repo + "@" + commit, sorted);
    Map<String, String> names = revisions.computeIfAbsent(repo, _ -> new ConcurrentHashMap<>());
    names.put(revision, commit);
    names.put(commit, commit);
    return commit;
  }

  /// Only with this token may the repository be read.
  public void gate(String repo, String token) {
    gates.put(repo, token);
  }

  /// The next so many requests for the bytes of a file go wrong, in this order.
  public void misbehave(String file, Mischief... how) {
    mischief.computeIfAbsent(file, _ -> new ArrayDeque<>()).addAll(List.of(how));
  }

  /// What it was asked so far.
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// The bytes of which files were asked for, once for each time.
  public List<String> fetched() {
    return requests.stream()
        .filter(r -> r.method().equals("GET") && (r.store() || r.path().contains("/resolve/")))
        .filter(r -> r.store() || !isLarge(r.path()))
        .map(r -> r.path().replaceFirst("^.*/(resolve|store)/[^/]+/", ""))
        .toList();
  }

  private boolean isLarge(String path) {
    return file(path).map(f -> f.bytes().length >= LARGE).orElse(false);
  }

  private HttpServer server(String host, Answering answering) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answering.answer(exchange, path(exchange));
          }
        });
    server.start();
    return server;
  }

  private interface Answering {
    void answer(HttpExchange exchange, String path) throws IOException;
  }

  private static String path(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawPath();
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    String token = keep(false, exchange, path);
    Optional<String> repo = revisions.keySet().stream().filter(r -> isOf(path, r)).findFirst();
    if (repo.isEmpty()) {
      refuse(exchange, UNAUTHORIZED, "RepoNotFound");
    } else if (!gates.getOrDefault(repo.get(), token).equals(token)) {
      refuse(exchange, token.isEmpty() ? UNAUTHORIZED : FORBIDDEN, "GatedRepo");
    } else if (path.startsWith("/api/")) {
      answerIndex(exchange, repo.get(), path);
    } else {
      answerFile(exchange, path);
    }
  }

  private static boolean isOf(String path, String repo) {
    return path.startsWith("/api/models/" + repo + "/") || path.startsWith("/" + repo + "/");
  }

  private String keep(boolean store, HttpExchange exchange, String path) {
    String token = header(exchange, "Authorization").replaceFirst("^Bearer ", "");
    String range = header(exchange, "Range");
    requests.add(new Request(store, exchange.getRequestMethod(), path, range, token));
    return token;
  }

  private static String header(HttpExchange exchange, String name) {
    @Nullable String value = exchange.getRequestHeaders().getFirst(name);
    return Objects.requireNonNullElse(value, "");
  }

  private void answerIndex(HttpExchange exchange, String repo, String path) throws IOException {
    String revision = path.replaceFirst("^/api/models/" + repo + "/revision/", "");
    String commit = Objects.requireNonNull(revisions.get(repo)).get(revision);
    if (commit == null) {
      refuse(exchange, MISSING, "RevisionNotFound");
      return;
    }
    Collection<String> names = Objects.requireNonNull(commits.get(repo + "@" + commit)).keySet();
    String siblings =
        names.stream()
            .map("{\"rfilename\":\"%s\",\"x\":{}}"::formatted)
            .collect(Collectors.joining(","));
    byte[] json =
        "{\"id\":\"%s\",\"tags\":[\"a\"],\"sha\":\"%s\",\"siblings\":[%s],\"private\":false}"
            .formatted(repo, commit, siblings)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(FRESH, json.length);
    exchange.getResponseBody().write(json);
  }

  private void answerFile(HttpExchange exchange, String path) throws IOException {
    Optional<FakeFile> file = file(path);
    if (file.isEmpty()) {
      refuse(exchange, MISSING, "EntryNotFound");
    } else if (file.get().bytes().length < LARGE) {
      serve(exchange, file.get());
    } else {
      var headers = exchange.getResponseHeaders();
      headers.set("X-Linked-Etag", "\"" + file.get().etag() + "\"");
      headers.set("X-Linked-Size", String.valueOf(file.get().bytes().length));
      headers.set(
          "Location",
          "http://%s:%d/store%s?signature=secret"
              .formatted(
                  storeName, store.getAddress().getPort(), exchange.getRequestURI().getRawPath()));
      exchange.sendResponseHeaders(FOUND, -1);
    }
  }

  private void answerFromStore(HttpExchange exchange, String path) throws IOException {
    keep(true, exchange, path);
    FakeFile file = file(path.replaceFirst("^/store", "")).orElseThrow();
    serve(exchange, file);
  }

  private Optional<FakeFile> file(String path) {
    String[] parts = path.replaceFirst("^/store", "").substring(1).split("/resolve/", 2);
    if (parts.length < 2 || !parts[1].contains("/")) {
      return Optional.empty();
    }
    String[] where = parts[1].split("/", 2);
    return Optional.ofNullable(commits.get(parts[0] + "@" + where[0]))
        .flatMap(files -> Optional.ofNullable(files.get(where[1])))
        .map(bytes -> new FakeFile(where[1], bytes));
  }

  private void serve(HttpExchange exchange, FakeFile file) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    Queue<Mischief> queue = mischief.getOrDefault(file.name(), new ArrayDeque<>());
    Optional<Mischief> how;
    synchronized (this) {
      how = head ? Optional.empty() : Optional.ofNullable(queue.poll());
    }
    file.serve(exchange, header(exchange, "Range"), how, closed);
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().set("X-Error-Code", code);
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    closed.countDown();
    List<HttpServer> servers = new ArrayList<>(List.of(hub, store));
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    threads.close();
  }
}
