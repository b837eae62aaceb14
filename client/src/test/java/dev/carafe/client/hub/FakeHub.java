package dev.carafe.client.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A hub on this machine that speaks the protocol of the Hugging Face Hub: revisions of
/// repositories, lists of files in pages, small files served by itself, large ones from a store on
/// another host, gates, and whatever [Mischief] it is told to make. Keeps what it was asked.
/// Threads may share it.
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
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Optional<String> moved = Optional.empty();
  private volatile Listing listing = new Listing.Both();
  private volatile Function<Request, Optional<Mischief>> mood = _ -> Optional.empty();

  /// One request: `store` if it came to the store, `range` and `token` empty if it had none.
  public record Request(boolean store, String method, String path, String range, String token) {

    /// Whether it asks for the bytes of a file, or for a link to them.
    boolean isForBytes() {
      return method.equals("GET") && (store || path.contains("/resolve/"));
    }
  }

  /// Where the names of a commit's files are.
  sealed interface Listing {
    /// With the commit, and in its tree.
    record Both() implements Listing {}

    /// With the commit alone.
    record NoTree() implements Listing {}

    /// In pages of so many, the addresses of all but the first starting with this.
    record Pages(int size, String base) implements Listing {}

    /// In pages each of which says that the first is the next.
    record Circle() implements Listing {}
  }

  static {
    // The last byte of an answer goes alone, and would wait for the client's word on those before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private FakeHub(String bind, String hubName, String storeName) throws IOException {
    this.hubName = hubName;
    this.storeName = storeName;
    hub = server(bind.isEmpty() ? hubName : bind, false, this::answer);
    store = server(bind.isEmpty() ? storeName : bind, true, this::answerFromStore);
  }

  public static FakeHub start() {
    return start("", "127.0.0.1", "localhost");
  }

  /// One that sends everybody to another one.
  static FakeHub redirectingTo(FakeHub other) {
    FakeHub hub = start();
    hub.moved = Optional.of(other.address());
    return hub;
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

  /// From now on what goes wrong is decided for each request.
  void misbehave(Function<Request, Optional<Mischief>> decides) {
    this.mood = decides;
  }

  void list(Listing how) {
    this.listing = how;
  }

  /// What it was asked so far.
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// What it was asked so far is of no interest any more.
  void forgetRequests() {
    requests.clear();
  }

  /// How many requests it answered at once at most.
  int mostAtOnce() {
    return mostAtOnce.get();
  }

  /// The bytes of which files were asked for, once for each time.
  public List<String> fetched() {
    return requests.stream()
        .filter(Request::isForBytes)
        .filter(r -> r.store() || !file(r.path()).map(FakeFile::isLarge).orElse(false))
        .map(r -> r.path().replaceFirst("^.*/(resolve|store)/[^/]+/", ""))
        .toList();
  }

  private HttpServer server(String host, boolean isStore, Answering answering) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Request request = request(isStore, exchange);
          requests.add(request);
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          AtomicBoolean done = new AtomicBoolean();
          Runnable whenDone =
              () -> {
                if (done.compareAndSet(false, true)) {
                  atOnce.decrementAndGet();
                }
              };
          try (exchange) {
            answering.answer(request, new FakeAnswer(exchange, how(request), closed, whenDone));
          } finally {
            whenDone.run();
          }
        });
    server.start();
    return server;
  }

  private interface Answering {
    void answer(Request request, FakeAnswer answer) throws IOException;
  }

  private static Request request(boolean isStore, HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawPath();
    return new Request(
        isStore,
        exchange.getRequestMethod(),
        URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8),
        header(exchange, "Range"),
        header(exchange, "Authorization").replaceFirst("^Bearer ", ""));
  }

  private static String header(HttpExchange exchange, String name) {
    @Nullable String value = exchange.getRequestHeaders().getFirst(name);
    return Objects.requireNonNullElse(value, "");
  }

  private synchronized Optional<Mischief> how(Request request) {
    Optional<FakeFile> file = request.isForBytes() ? file(request.path()) : Optional.empty();
    boolean sendsBytes = file.isPresent() && request.store() == file.get().isLarge();
    Queue<Mischief> queue =
        sendsBytes
            ? mischief.getOrDefault(file.get().name(), new ArrayDeque<>())
            : new ArrayDeque<>();
    return queue.isEmpty() ? mood.apply(request) : Optional.of(queue.remove());
  }

  private void answer(Request request, FakeAnswer answer) throws IOException {
    String path = request.path();
    String token = request.token();
    Optional<String> repo = revisions.keySet().stream().filter(r -> isOf(path, r)).findFirst();
    if (answer.how().isPresent()
        && answer.how().get() instanceof Mischief.Answer(int s, String a)) {
      answer.refuse(s, a);
    } else if (moved.isPresent()) {
      String raw = answer.exchange().getRequestURI().getRawPath();
      answer.exchange().getResponseHeaders().set("Location", moved.get() + raw);
      answer.refuse(FOUND, "");
    } else if (repo.isEmpty()) {
      refuse(answer, UNAUTHORIZED, "RepoNotFound");
    } else if (!gates.getOrDefault(repo.get(), token).equals(token)) {
      answer
          .exchange()
          .getResponseHeaders()
          .set("X-Error-Message", "Access to model %s is restricted.".formatted(repo.get()));
      refuse(answer, token.isEmpty() ? UNAUTHORIZED : FORBIDDEN, "GatedRepo");
    } else if (path.startsWith("/api/")) {
      answerList(answer, repo.get(), path.substring("/api/models/".length() + repo.get().length()));
    } else {
      answerFile(answer, path);
    }
  }

  private static boolean isOf(String path, String repo) {
    return path.startsWith("/api/models/" + repo + "/") || path.startsWith("/" + repo + "/");
  }

  private void answerList(FakeAnswer answer, String repo, String path) throws IOException {
    String[] parts = path.substring(1).split("/", 2);
    @Nullable String commit = Objects.requireNonNull(revisions.get(repo)).get(parts[1]);
    if (commit == null) {
      refuse(answer, MISSING, "RevisionNotFound");
      return;
    }
    List<FakeFile> files =
        Objects.requireNonNull(commits.get(repo + "@" + commit)).entrySet().stream()
            .map(entry -> new FakeFile(entry.getKey(), entry.getValue()))
            .toList();
    boolean isTree = parts[0].equals("tree");
    switch (listing) {
      case Listing.Circle() -> {
        if (isTree) {
          String self = answer.exchange().getRequestURI().toString();
          answer.exchange().getResponseHeaders().set("Link", "<%s>; rel=\"next\"".formatted(self));
        }
        answer.send(FRESH, isTree ? FakeJson.tree(files) : FakeJson.index(repo, commit, files));
      }
      case Listing.Both() ->
          answer.send(FRESH, isTree ? FakeJson.tree(files) : FakeJson.index(repo, commit, files));
      case Listing.NoTree() -> {
        if (isTree) {
          refuse(answer, MISSING, "");
        } else {
          answer.send(FRESH, FakeJson.index(repo, commit, files));
        }
      }
      case Listing.Pages pages -> {
        if (isTree) {
          answerPage(answer, files, pages);
        } else {
          answer.send(FRESH, FakeJson.index(repo, commit, List.of()));
        }
      }
    }
  }

  private static void answerPage(FakeAnswer answer, List<FakeFile> files, Listing.Pages pages)
      throws IOException {
    var uri = answer.exchange().getRequestURI();
    String query = String.valueOf(uri.getQuery());
    int start = query.contains("cursor=") ? Integer.parseInt(query.replaceAll("\\D", "")) : 0;
    int end = Math.min(files.size(), start + pages.size());
    if (end < files.size()) {
      answer
          .exchange()
          .getResponseHeaders()
          .set(
              "Link",
              "<%s%s?recursive=true&cursor=%d>; rel=\"next\""
                  .formatted(pages.base(), uri.getRawPath(), end));
    }
    answer.send(FRESH, FakeJson.tree(files.subList(start, end)));
  }

  private void answerFile(FakeAnswer answer, String path) throws IOException {
    Optional<FakeFile> file = file(path);
    if (file.isEmpty()) {
      refuse(answer, MISSING, "EntryNotFound");
    } else if (file.get().isLarge()) {
      HttpExchange exchange = answer.exchange();
      long size = file.get().bytes().length + FakeAnswer.more(answer.how());
      String raw = exchange.getRequestURI().getRawPath();
      var headers = exchange.getResponseHeaders();
      headers.set("X-Linked-Etag", "\"" + file.get().etag() + "\"");
      headers.set("X-Linked-Size", String.valueOf(size));
      headers.set(
          "Location",
          "http://%s:%d/store%s?signature=secret"
              .formatted(storeName, store.getAddress().getPort(), raw));
      answer.done().run();
      exchange.sendResponseHeaders(FOUND, -1);
    } else {
      answer.send(file.get().bytes(), "\"" + file.get().etag() + "\"");
    }
  }

  /// The store's `ETag` is its own, and not the hash that the hub knows.
  private void answerFromStore(Request request, FakeAnswer answer) throws IOException {
    FakeFile file = file(request.path()).orElseThrow();
    answer.send(file.bytes(), "\"store-%s\"".formatted(file.etag().substring(0, 8)));
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

  private static void refuse(FakeAnswer answer, int status, String code) throws IOException {
    answer.exchange().getResponseHeaders().set("X-Error-Code", code);
    answer.refuse(status, "");
  }

  @Override
  public void close() {
    closed.countDown();
    List.of(hub, store).forEach(server -> server.stop(0));
    threads.shutdownNow();
    threads.close();
  }
}
