package dev.carafe.client.hub;

import dev.carafe.client.CallContext;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Fetches one revision of a repository of the Hugging Face Hub, or of a hub that speaks its
/// protocol, into a folder. The revision is pinned to its commit first, so all files are of one
/// moment. Files come in parallel, large ones in parallel ranges, over eight connections at most;
/// they are resumed where a connection broke, and are shown under their names only when they are
/// whole and their hash is right, where the hub gives one. What is there already is not fetched
/// again; files of another revision that this one has not are left alone. For one thread; two
/// downloads into one folder must not run at once.
///
/// The hub and the token are those of the environment, `HF_ENDPOINT` and `HF_TOKEN`, unless given.
public final class HubDownload {
  private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
  private static final int CONNECTIONS = 8;

  private final Path directory;
  private Map<String, String> environment = System.getenv();
  private String repo = "";
  private String revision = "main";
  private Patterns patterns = Patterns.ALL;
  private Optional<String> token = Optional.empty();
  private Optional<String> endpoint = Optional.empty();
  private HubListener listener = new ProgressLines(lines());
  private Retry.Pause pause = Thread::sleep;
  private Duration stall = Duration.ofSeconds(30);
  private long rangeLength = 64 << 20;

  private HubDownload(Path directory) {
    this.directory = directory;
  }

  /// Into this folder, which is made if missing.
  public static HubDownload to(Path directory) {
    return new HubDownload(directory);
  }

  /// The repository: `owner/name`. Required.
  public HubDownload repo(String name) {
    this.repo = name;
    return this;
  }

  /// A branch, a tag or a commit; `main` if not said.
  public HubDownload revision(String name) {
    this.revision = name;
    return this;
  }

  /// Fetches only files that one of these patterns fits: `*.safetensors`, `tokenizer*`, `onnx/`.
  public HubDownload allow(String... names) {
    this.patterns = new Patterns(List.of(names), patterns.ignore());
    return this;
  }

  /// Leaves out files that one of these patterns fits.
  public HubDownload ignore(String... names) {
    this.patterns = new Patterns(patterns.allow(), List.of(names));
    return this;
  }

  /// The token to use instead of `HF_TOKEN`. It is sent to the hub alone.
  public HubDownload token(String value) {
    this.token = Optional.of(value);
    return this;
  }

  /// The hub's address instead of `HF_ENDPOINT`.
  public HubDownload endpoint(String url) {
    this.endpoint = Optional.of(url);
    return this;
  }

  /// Who hears how far it is, instead of a few lines in the container's log, or on the standard
  /// error of another program.
  public HubDownload listener(HubListener hears) {
    this.listener = hears;
    return this;
  }

  private static PrintStream lines() {
    return CallContext.current().isRemote() ? System.out : System.err;
  }

  HubDownload environment(Map<String, String> variables) {
    this.environment = variables;
    return this;
  }

  HubDownload patience(Retry.Pause pauses, Duration stallLimit) {
    this.pause = pauses;
    this.stall = stallLimit;
    return this;
  }

  HubDownload rangesOf(long bytes) {
    this.rangeLength = bytes;
    return this;
  }

  /// Fetches what is missing and returns when all of it is there. Throws a [HubException] that says
  /// what to do; run again, it goes on where it stopped.
  public HubSnapshot run() {
    try (HttpClient client = client()) {
      try {
        return fetch(source(), client);
      } finally {
        // An answer that came as its reader was interrupted is read by nobody, and close() alone
        // would wait for its end.
        client.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException(
          "The download of %s was interrupted. What was fetched is kept.".formatted(repo), e);
    }
  }

  private HubRepo source() {
    String address = endpoint.or(() -> variable("HF_ENDPOINT")).orElse(DEFAULT_ENDPOINT);
    return HubRepo.of(address, repo, token.or(() -> variable("HF_TOKEN")));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .version(HttpClient.Version.HTTP_1_1) // a connection for each part, not one for all
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.getDefault())
        .build();
  }

  private HubSnapshot fetch(HubRepo from, HttpClient client) throws InterruptedException {
    Retry retry = new Retry(pause);
    Redirects redirects = new Redirects(client, from);
    SnapshotFolder folder = new SnapshotFolder(directory);
    HubIndex index = new Hub(from, redirects, retry, stall).index(revision);
    List<String> names = index.files().stream().filter(patterns::want).toList();
    folder.check(names);
    if (names.isEmpty()) {
      throw new HubException(
          "No file of %s at %s fits the patterns; it has %s."
              .formatted(repo, revision, some(index.files())));
    }
    listener.started(repo, index.commit(), names.size());
    HubFiles hub = new HubFiles(from, index.commit(), redirects, CONNECTIONS);
    List<FileFetch.Result> results = fetch(names, hub, folder, retry);
    folder.sweep(names);
    return new HubSnapshot(
        folder.root(),
        index.commit(),
        names,
        results.stream().mapToLong(FileFetch.Result::bytes).sum(),
        (int) results.stream().filter(FileFetch.Result::fetched).count());
  }

  private List<FileFetch.Result> fetch(
      List<String> names, HubFiles hub, SnapshotFolder folder, Retry retry)
      throws InterruptedException {
    Intake intake = new Intake(stall, listener);
    Transfers transfers =
        new Transfers(
            new OneStream(hub, intake),
            new InRanges(hub, intake, retry, rangeLength),
            retry,
            listener);
    FileFetch files = new FileFetch(hub, folder, retry, transfers, listener);
    return Together.run(
        CONNECTIONS,
        HubException.class,
        names.stream().<Callable<FileFetch.Result>>map(name -> () -> files.run(name)).toList());
  }

  private static String some(List<String> files) {
    return files.isEmpty()
        ? "no files"
        : String.join(", ", files.subList(0, Math.min(files.size(), 10)));
  }
}
