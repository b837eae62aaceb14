package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.cli.output.Progress;
import dev.carafe.client.BucketImport;
import dev.carafe.client.Carafe;
import dev.carafe.client.ImportedBucket;
import dev.carafe.model.id.ShownName;
import dev.carafe.protocol.wire.ModelJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Imports a bucket into a Volume.
@Command(
    name = "import",
    description = {
      "Copy what lies under a prefix of an S3-compatible bucket into a Volume, as one version or not"
          + " at all.",
      "The server fetches it. What it has from before is not fetched again, also when an import broke"
          + " off. What the bucket does not have stays in the Volume.",
      "The keys are those of --secret, else of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else of"
          + " the profile in ~/.aws/credentials; without any the bucket is public."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume import s3://weights/minilm/ model-weights-vol:/minilm",
      "  carafe volume import s3://weights/minilm/ model-weights-vol --secret bucket-keys --force",
      "  carafe volume import s3://weights model-weights-vol --endpoint http://minio:9000 --path-style"
    })
final class VolumeImportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BUCKET", description = "s3://name/prefix/.")
  String bucket = "";

  @Parameters(
      index = "1",
      paramLabel = "VOLUME[:PATH]",
      description = "The Volume, and the directory in it; its root when left out.")
  String target = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = "",
      description = "The store; Amazon's when left out.")
  String endpoint = "";

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The region; else AWS_REGION, else us-east-1.")
  String region = "";

  @Option(names = "--path-style", description = "Name the bucket in the path, not in the host.")
  boolean pathStyle;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The secret with the keys; only the server reads it.")
  String secret = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The profile of ~/.aws/credentials; else AWS_PROFILE, else default.")
  String profile = "";

  @Option(
      names = {"-f", "--force"},
      description = "Overwrite what exists.")
  boolean force;

  @Option(names = "--dry-run", description = "Say what would be fetched, and fetch nothing.")
  boolean dryRun;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  VolumeImportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (!bucket.matches("s3://[^/]+.*")) {
      throw new UsageException("\"%s\" is no bucket; write s3://name/prefix/.".formatted(bucket));
    }
    if (!secret.isEmpty() && !profile.isEmpty()) {
      throw new UsageException("The keys come from --secret or from --profile; leave one out.");
    }
    try (Carafe server = shell.connect()) {
      ImportedBucket imported = dryRun ? order(server).plan() : fetched(order(server));
      if (json.json) {
        shell.terminal().out().println(ModelJson.write(imported));
      } else {
        shell.terminal().say(ShownName.of(outcome(imported)));
      }
    }
    return 0;
  }

  private BucketImport order(Carafe server) {
    int colon = target.indexOf(':');
    BucketImport order =
        server
            .volumes()
            .get(colon < 0 ? target : target.substring(0, colon))
            .importBucket(bucket)
            .to(colon < 0 ? "" : target.substring(colon + 1))
            .endpoint(endpoint)
            .pathStyle(pathStyle)
            .secret(secret)
            .force(force);
    AwsKeys keys = new AwsKeys(shell.env(), Installation.userHome(shell.env()));
    String here = secret.isEmpty() ? keys.region() : "";
    order.region(region.isEmpty() ? here : region);
    return secret.isEmpty() ? order.keys(keys.values(profile)) : order;
  }

  private ImportedBucket fetched(BucketImport order) {
    try (Progress progress = new Progress(shell.terminal(), "fetched")) {
      long[] seen = {0};
      return order
          .listener(
              now -> {
                progress.add(now.fetchedBytes() - seen[0], now.bytes() - now.keptBytes());
                seen[0] = now.fetchedBytes();
              })
          .run();
    }
  }

  private String outcome(ImportedBucket imported) {
    String files = Humans.count(imported.files(), "file");
    String kept = Humans.bytes(imported.keptBytes());
    if (dryRun) {
      return "%s has %s, %s; %s of it is here already."
          .formatted(bucket, files, Humans.bytes(imported.bytes()), kept);
    }
    return imported.changed()
        ? "%s is now v%d: %s of %s, %s; %s of it was here already"
            .formatted(
                imported.volume(),
                imported.version(),
                files,
                bucket,
                Humans.bytes(imported.bytes()),
                kept)
        : "%s is unchanged: v%d holds %s of %s already"
            .formatted(imported.volume(), imported.version(), files, bucket);
  }
}
