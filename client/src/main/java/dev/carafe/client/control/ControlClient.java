package dev.carafe.client.control;

import dev.carafe.protocol.proto.AppRequest;
import dev.carafe.protocol.proto.AutoscalerRequest;
import dev.carafe.protocol.proto.CallRequest;
import dev.carafe.protocol.proto.ContainerRequest;
import dev.carafe.protocol.proto.ContainerStatsRequest;
import dev.carafe.protocol.proto.ControlGrpc;
import dev.carafe.protocol.proto.CreateSecretRequest;
import dev.carafe.protocol.proto.DeleteSecretRequest;
import dev.carafe.protocol.proto.DeployEvent;
import dev.carafe.protocol.proto.DeployRequest;
import dev.carafe.protocol.proto.ListAppsRequest;
import dev.carafe.protocol.proto.ListCallsRequest;
import dev.carafe.protocol.proto.ListContainersRequest;
import dev.carafe.protocol.proto.ListSecretsRequest;
import dev.carafe.protocol.proto.LogsRequest;
import dev.carafe.protocol.proto.RollbackAppRequest;
import dev.carafe.protocol.proto.ShutdownRequest;
import dev.carafe.protocol.proto.StatusRequest;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.ModelJson;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a server for everything but calls and Volumes: apps, containers, secrets, logs. Threads may
/// share it; it does not own its channel. Whatever the server refuses is thrown as the `Failures`
/// of the constructor make it.
public final class ControlClient {
  private final ControlGrpc.ControlBlockingV2Stub control;
  private final BlobSender blobs;
  private final VolumeClient volumes;
  private final ImageClient images;
  private final Failures failures;
  private final Rpc rpc;

  public ControlClient(Channel channel, Failures failures) {
    this.control = ControlGrpc.newBlockingV2Stub(channel);
    this.failures = failures;
    this.rpc = new Rpc(failures);
    this.blobs = new BlobSender(channel, rpc);
    this.volumes = new VolumeClient(channel, rpc, blobs);
    this.images = new ImageClient(channel, rpc, blobs);
  }

  /// Volumes on the same channel.
  public VolumeClient volumes() {
    return volumes;
  }

  /// Images on the same channel.
  public ImageClient images() {
    return images;
  }

  /// Blobs on the same channel.
  public BlobSender blobs() {
    return blobs;
  }

  public ServerStatus status() {
    return Rows.status(rpc.ask(() -> limited().status(StatusRequest.getDefaultInstance())));
  }

  /// Uploads the jars that the server does not have and deploys.
  public Deployed deploy(
      Deployment deployment, DeployListener listener, TransferListener transfer) {
    blobs.send(deployment.files(), transfer);
    transfer.sent();
    DeployRequest.Builder request =
        DeployRequest.newBuilder()
            .setDeploymentJson(ModelJson.write(deployment.spec()))
            .setStrategy(deployment.strategy().name().toLowerCase(Locale.ROOT))
            .setEphemeralSession(deployment.ephemeralSession().orElse(""));
    deployment.change().ifPresent(change -> request.setDev(Rows.change(change)));
    return follow(() -> control.deploy(request.build()), listener);
  }

  /// Makes a new version from an old one: the one before the newest when `version` is empty.
  public Deployed rollback(String app, OptionalLong version, DeployListener listener) {
    RollbackAppRequest request =
        RollbackAppRequest.newBuilder().setApp(app).setVersion(version.orElse(0)).build();
    return follow(() -> control.rollbackApp(request), listener);
  }

  private Deployed follow(
      Rpc.Step<BlockingClientCall<?, DeployEvent>> open, DeployListener listener) {
    var end = new Last();
    rpc.each(
        open,
        event -> {
          switch (event.getKindCase()) {
            case PROGRESS -> listener.progress(event.getProgress());
            case WARNING -> listener.warning(event.getWarning());
            case DEPLOYED -> end.deployed = Rows.deployed(event.getDeployed());
            case KIND_NOT_SET -> {}
          }
        });
    if (end.deployed == null) {
      throw failures.of(
          Status.INTERNAL.withDescription("The server ended the deploy without a result."));
    }
    return end.deployed;
  }

  private static final class Last {
    @Nullable Deployed deployed;
  }

  public List<AppRow> apps() {
    return rpc
        .ask(() -> limited().listApps(ListAppsRequest.getDefaultInstance()))
        .getAppsList()
        .stream()
        .map(Rows::app)
        .toList();
  }

  /// The versions of an app, newest first.
  public List<AppVersion> history(String app) {
    return rpc.ask(() -> limited().appHistory(app(app))).getVersionsList().stream()
        .map(Rows::version)
        .toList();
  }

  /// Ends an app; returns how many containers it had.
  public int stop(String app) {
    return rpc.ask(() -> limited().stopApp(app(app))).getContainers();
  }

  /// Lines of one app, container or call; with `follow` until the thread is interrupted.
  public void logs(LogQuery query, Consumer<LogEntry> consumer) {
    LogsRequest request =
        LogsRequest.newBuilder()
            .setApp(query.app())
            .setContainer(query.container())
            .setCallId(query.call())
            .setTail(query.tail())
            .setFollow(query.follow())
            .build();
    rpc.each(
        () -> control.logs(request),
        lines -> lines.getLinesList().forEach(line -> consumer.accept(Rows.log(line))));
  }

  /// The function as deployed; unknown names are refused with the nearest ones.
  public FunctionDescription describe(String app, String function) {
    Target target = Target.newBuilder().setApp(app).setFunction(function).build();
    return Rows.description(rpc.ask(() -> limited().describeFunction(target)));
  }

  /// Containers of an app, of all apps when it is empty; with `stopped` also those that ended
  /// within the hour.
  public List<ContainerRow> containers(String app, boolean stopped) {
    ListContainersRequest request =
        ListContainersRequest.newBuilder().setApp(app).setStopped(stopped).build();
    return rpc.ask(() -> limited().listContainers(request)).getContainersList().stream()
        .map(Rows::container)
        .toList();
  }

  /// What running containers use, measured for about a second: those with these ids, or all if
  /// there are none, of an app, or of all apps when it is empty.
  public List<ContainerStats> containerStats(String app, List<String> ids) {
    ContainerStatsRequest request =
        ContainerStatsRequest.newBuilder().setApp(app).addAllContainers(ids).build();
    return rpc.ask(() -> limited().containerStats(request)).getContainersList().stream()
        .map(Rows::stats)
        .toList();
  }

  public void stopContainer(String container) {
    ContainerRequest request = ContainerRequest.newBuilder().setContainer(container).build();
    rpc.act(() -> limited().stopContainer(request));
  }

  /// Runs a command in a running container, beside its functions and with their environment. It
  /// reads `in` to its end and returns the command's exit code.
  public int exec(
      String container, List<String> command, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    return new ExecClient(control, rpc).run(container, command, in, out, err);
  }

  /// Keeps a secret; one of that name is replaced only with `force`.
  public void createSecret(String name, Map<String, String> values, boolean force) {
    CreateSecretRequest request =
        CreateSecretRequest.newBuilder().setName(name).putAllValues(values).setForce(force).build();
    rpc.act(() -> limited().createSecret(request));
  }

  public List<SecretRow> secrets() {
    return rpc
        .ask(() -> limited().listSecrets(ListSecretsRequest.getDefaultInstance()))
        .getSecretsList()
        .stream()
        .map(Rows::secret)
        .toList();
  }

  public void deleteSecret(String name) {
    DeleteSecretRequest request = DeleteSecretRequest.newBuilder().setName(name).build();
    rpc.act(() -> limited().deleteSecret(request));
  }

  /// The newest calls first; of all apps when `app` is empty.
  public List<CallRow> calls(String app, int limit) {
    ListCallsRequest request = ListCallsRequest.newBuilder().setApp(app).setLimit(limit).build();
    return rpc.ask(() -> limited().listCalls(request)).getCallsList().stream()
        .map(Rows::call)
        .toList();
  }

  public CallTimeline explain(String call) {
    return Rows.timeline(rpc.ask(() -> limited().explainCall(call(call))));
  }

  /// Cancels a call; false when it had ended before.
  public boolean cancel(String call) {
    return rpc.ask(() -> limited().cancelCall(call(call))).getWasRunning();
  }

  /// Changes how the pool of a function scales, until the next deploy.
  public void autoscaler(
      String app, String function, int min, int max, int buffer, Duration scaledownWindow) {
    var request =
        AutoscalerRequest.newBuilder()
            .setApp(app)
            .setFunction(function)
            .setMinContainers(min)
            .setMaxContainers(max)
            .setBufferContainers(buffer)
            .setScaledownWindowMillis(scaledownWindow.toMillis());
    rpc.act(() -> limited().autoscaler(request.build()));
  }

  /// Asks the server to stop cleanly; returns once it has agreed.
  public void shutdown() {
    rpc.act(() -> limited().shutdown(ShutdownRequest.getDefaultInstance()));
  }

  private ControlGrpc.ControlBlockingV2Stub limited() {
    return rpc.limited(control);
  }

  private static AppRequest app(String app) {
    return AppRequest.newBuilder().setApp(app).build();
  }

  private static CallRequest call(String call) {
    return CallRequest.newBuilder().setCallId(call).build();
  }
}
