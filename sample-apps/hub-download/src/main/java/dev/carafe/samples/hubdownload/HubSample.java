package dev.carafe.samples.hubdownload;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import dev.carafe.client.hub.HubDownload;
import dev.carafe.client.hub.HubSnapshot;
import java.nio.file.Path;

/// A function fetches weights from a model hub into a Volume. The secret `hub` says which hub and
/// who asks: `HF_ENDPOINT` and `HF_TOKEN`.
@App("hub-download")
public final class HubSample {
  static final String WEIGHTS = "hub-weights";

  /// What lies in the Volume now.
  public record Fetched(String commit, int files, long bytes, int fetched) {}

  /// Brings one revision of a repository into the Volume; what is there is not fetched again.
  @Function(
      volumes = @Mount(volume = WEIGHTS, path = "/models"),
      secrets = "hub",
      memory = "256MiB",
      timeout = "2h")
  public static Fetched fetch(String repo, @Default("main") String revision) {
    HubSnapshot snapshot =
        HubDownload.to(Path.of("/models", repo)).repo(repo).revision(revision).run();
    Volume.mounted(WEIGHTS).commit();
    return new Fetched(
        snapshot.commit(), snapshot.files().size(), snapshot.bytes(), snapshot.fetched());
  }

  /// Fetches a revision and lists what the Volume has of it.
  @LocalEntrypoint
  public static void main(
      Carafe carafe,
      @Default("sentence-transformers/all-MiniLM-L6-v2") String repo,
      @Default("main") String revision) {
    Fetched now = carafe.remote(HubSample::fetch, repo, revision);
    System.out.printf(
        "%s of %s is commit %s: %d files, %,d bytes, %d fetched%n",
        revision, repo, now.commit(), now.files(), now.bytes(), now.fetched());

    carafe.volumes().get(WEIGHTS).list(repo, true).stream()
        .filter(file -> file.kind() == FileEntry.Kind.FILE && !file.path().contains("/.cache/"))
        .forEach(file -> System.out.printf("%,12d  %s%n", file.size(), file.path()));
  }
}
