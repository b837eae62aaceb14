package dev.carafe.server.endpoint;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.NearestNames;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.protocol.proto.AppHistoryReply;
import dev.carafe.protocol.proto.AppRequest;
import dev.carafe.protocol.proto.AppRow;
import dev.carafe.protocol.proto.AppVersionRow;
import dev.carafe.protocol.proto.AutoscalerReply;
import dev.carafe.protocol.proto.AutoscalerRequest;
import dev.carafe.protocol.proto.CallRequest;
import dev.carafe.protocol.proto.CancelCallReply;
import dev.carafe.protocol.proto.ContainerRequest;
import dev.carafe.protocol.proto.ContainerStatsReply;
import dev.carafe.protocol.proto.ContainerStatsRequest;
import dev.carafe.protocol.proto.ControlGrpc;
import dev.carafe.protocol.proto.CreateSecretReply;
import dev.carafe.protocol.proto.CreateSecretRequest;
import dev.carafe.protocol.proto.DeleteSecretReply;
import dev.carafe.protocol.proto.DeleteSecretRequest;
import dev.carafe.protocol.proto.DeployEvent;
import dev.carafe.protocol.proto.DeployRequest;
import dev.carafe.protocol.proto.DescribeFunctionReply;
import dev.carafe.protocol.proto.ExecInput;
import dev.carafe.protocol.proto.ExecReply;
import dev.carafe.protocol.proto.ExplainCallReply;
import dev.carafe.protocol.proto.ListAppsReply;
import dev.carafe.protocol.proto.ListAppsRequest;
import dev.carafe.protocol.proto.ListCallsReply;
import dev.carafe.protocol.proto.ListCallsRequest;
import dev.carafe.protocol.proto.ListContainersReply;
import dev.carafe.protocol.proto.ListContainersRequest;
import dev.carafe.protocol.proto.ListSecretsReply;
import dev.carafe.protocol.proto.ListSecretsRequest;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.LogLines;
import dev.carafe.protocol.proto.LogsRequest;
import dev.carafe.protocol.proto.RollbackAppRequest;
import dev.carafe.protocol.proto.SecretRow;
import dev.carafe.protocol.proto.ShutdownReply;
import dev.carafe.protocol.proto.ShutdownRequest;
import dev.carafe.protocol.proto.StatusReply;
import dev.carafe.protocol.proto.StatusRequest;
import dev.carafe.protocol.proto.StopAppReply;
import dev.carafe.protocol.proto.StopContainerReply;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.PoolRow;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.CallView;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.AppInstance;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.DeployProgress;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.deploy.Deployments.Deployed;
import dev.carafe.server.deploy.Pool;
import dev.carafe.server.deploy.Resolution;
import dev.carafe.server.dev.DevDeployments;
import dev.carafe.server.logs.LogBook;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.server.security.SecretVault;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything but calls and bytes. Runs on threads that may block.
public final class ControlEndpoint extends ControlGrpc.ControlImplBase {
  private final Apps apps;
  private final Deployments deployments;
  private final DevDeployments developed;
  private final CallTable calls;
  private final Containers containers;
  private final ContainerEngine engine;
  private final SchedulerLoop loop;
  private final LogBook logs;
  private final SecretVault secrets;
  private final Sessions sessions;
  private final ServerState state;

  /// The rooms this endpoint opens.
  public record Rooms(
      Apps apps,
      Deployments deployments,
      DevDeployments developed,
      CallTable calls,
      Containers containers,
      ContainerEngine engine,
      SchedulerLoop loop,
      LogBook logs,
      SecretVault secrets,
      Sessions sessions,
      ServerState state) {}

  public ControlEndpoint(Rooms rooms) {
    this.apps = rooms.apps();
    this.deployments = rooms.deployments();
    this.developed = rooms.developed();
    this.calls = rooms.calls();
    this.containers = rooms.containers();
    this.engine = rooms.engine();
    this.loop = rooms.loop();
    this.logs = rooms.logs();
    this.secrets = rooms.secrets();
    this.sessions = rooms.sessions();
    this.state = rooms.state();
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusReply> out) {
    Answers.one(
        out,
        () ->
            state
                .status()
                .setContainers(containers.running().size())
                .setApps(apps.all().size())
                .build());
  }

  @Override
  public void shutdown(ShutdownRequest request, StreamObserver<ShutdownReply> out) {
    Answers.one(out, ShutdownReply::getDefaultInstance);
    state.requestStop();
  }

  @Override
  public void deploy(DeployRequest request, StreamObserver<DeployEvent> out) {
    deploying(
        out,
        progress -> {
          DeploymentSpec deployment =
              ModelJson.read(request.getDeploymentJson(), DeploymentSpec.class);
          if (request.hasDev()) {
            return develop(deployment, request, progress);
          }
          return reply(
              request.getEphemeralSession().isEmpty()
                  ? deployments.deploy(deployment, recreate(request.getStrategy()), progress)
                  : ephemeral(deployment, request.getEphemeralSession(), progress));
        });
  }

  private static boolean recreate(String strategy) {
    return switch (strategy) {
      case "", "rolling" -> false;
      case "recreate" -> true;
      default ->
          throw Refusal.invalid(
              "There is no strategy %s: it is rolling or recreate.".formatted(strategy));
    };
  }

  private Deployed ephemeral(DeploymentSpec deployment, String sessionId, DeployProgress progress) {
    Session session = session(sessionId);
    Deployed deployed = deployments.deployEphemeral(deployment, sessionId, progress);
    sessions.own(session, deployed.app(), deployed.instance());
    return deployed;
  }

  private dev.carafe.protocol.proto.Deployed.Builder develop(
      DeploymentSpec deployment, DeployRequest request, DeployProgress progress)
      throws InterruptedException {
    Session session = session(request.getEphemeralSession());
    DevDeployments.Developed done =
        developed.deploy(deployment, session.id, request.getDev(), progress);
    if (done.deployed().version() == 1) {
      sessions.own(session, done.deployed().app(), done.deployed().instance());
    }
    return reply(done.deployed()).addAllChanges(done.changes());
  }

  private Session session(String id) {
    return sessions
        .find(id)
        .orElseThrow(() -> Refusal.invalid("the session that the app is to live with has ended"));
  }

  @Override
  public void rollbackApp(RollbackAppRequest request, StreamObserver<DeployEvent> out) {
    deploying(
        out,
        progress -> reply(deployments.rollback(request.getApp(), request.getVersion(), progress)));
  }

  @FunctionalInterface
  private interface Deploying {
    dev.carafe.protocol.proto.Deployed.Builder run(DeployProgress progress)
        throws InterruptedException;
  }

  private static dev.carafe.protocol.proto.Deployed.Builder reply(Deployed deployed) {
    return dev.carafe.protocol.proto.Deployed.newBuilder()
        .setApp(deployed.app())
        .setVersion(deployed.version())
        .setUnchanged(deployed.unchanged());
  }

  private static void deploying(StreamObserver<DeployEvent> out, Deploying work) {
    DeployProgress progress =
        new DeployProgress() {
          @Override
          public void progress(String line) {
            out.onNext(DeployEvent.newBuilder().setProgress(line).build());
          }

          @Override
          public void warning(String line) {
            out.onNext(DeployEvent.newBuilder().setWarning(line).build());
          }

          @Override
          public boolean isGone() {
            return ((ServerCallStreamObserver<DeployEvent>) out).isCancelled();
          }
        };
    Answers.one(out, () -> DeployEvent.newBuilder().setDeployed(work.run(progress)).build());
  }

  @Override
  public void listApps(ListAppsRequest request, StreamObserver<ListAppsReply> out) {
    Answers.one(
        out,
        () ->
            ListAppsReply.newBuilder()
                .addAllApps(
                    apps.all().stream()
                        .sorted(Comparator.comparing(AppInstance::instance))
                        .map(this::row)
                        .toList())
                .build());
  }

  private AppRow row(AppInstance app) {
    List<PoolRow> pools = deployments.pools(app);
    Optional<String> failing = deployments.failing(app);
    List<String> functions =
        app.deployment().app().services().stream()
            .flatMap(s -> s.functions().stream())
            .map(dev.carafe.model.app.FunctionSpec::name)
            .toList();
    return AppRow.newBuilder()
        .setName(app.name())
        .setVersion(app.version())
        .setState(failing.isPresent() ? "failing" : app.ephemeral() ? "ephemeral" : "deployed")
        .setReason(failing.orElse(""))
        .setContainers(pools.stream().mapToInt(PoolRow::containers).sum())
        .setFunctions(functions.size())
        .setDeployedMillis(app.deployedAt().toEpochMilli())
        .addAllFunctionNames(functions)
        .build();
  }

  @Override
  public void appHistory(AppRequest request, StreamObserver<AppHistoryReply> out) {
    Answers.one(
        out,
        () ->
            AppHistoryReply.newBuilder()
                .addAllVersions(
                    deployments.history(request.getApp()).stream()
                        .map(
                            v ->
                                AppVersionRow.newBuilder()
                                    .setVersion(v.version())
                                    .setDeployedMillis(v.at().toEpochMilli())
                                    .setNote(v.note())
                                    .setContent(v.digest())
                                    .build())
                        .toList())
                .build());
  }

  @Override
  public void stopApp(AppRequest request, StreamObserver<StopAppReply> out) {
    Answers.one(
        out,
        () -> StopAppReply.newBuilder().setContainers(deployments.stop(request.getApp())).build());
  }

  @Override
  public void logs(LogsRequest request, StreamObserver<LogLines> out) {
    Answers.many(
        out,
        () -> {
          String app = appOf(request);
          Predicate<LogLine> wanted =
              line ->
                  (request.getContainer().isEmpty()
                          || request.getContainer().equals(line.getContainer()))
                      && (request.getCallId().isEmpty()
                          || request.getCallId().equals(line.getCallId()));
          if (request.getFollow()) {
            follow(app, request.getTail(), wanted, (ServerCallStreamObserver<LogLines>) out);
          } else {
            out.onNext(lines(logs.last(app, wanted, request.getTail()).stream()));
          }
          return out;
        });
  }

  private static LogLines lines(Stream<LogLine> lines) {
    return LogLines.newBuilder().addAllLines(lines.toList()).build();
  }

  private void follow(
      String app, int tail, Predicate<LogLine> wanted, ServerCallStreamObserver<LogLines> out)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    out.setOnCancelHandler(ended::countDown);
    Runnable stop =
        logs.follow(app, tail, added -> out.onNext(lines(added.stream().filter(wanted))));
    try {
      ended.await();
    } finally {
      stop.run();
    }
  }

  private String appOf(LogsRequest request) {
    if (!request.getContainer().isEmpty()) {
      return container(request.getContainer()).pool().app().instance();
    }
    if (!request.getCallId().isEmpty()) {
      return call(request.getCallId()).pool().app().instance();
    }
    return apps.find(request.getApp())
        .map(AppInstance::instance)
        .orElseGet(() -> deployments.history(request.getApp()).getFirst().app());
  }

  private ContainerRecord container(String id) {
    return containers
        .find(new ContainerId(id))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "There is no container %s. %s"
                        .formatted(
                            id,
                            NearestNames.sentence(
                                id,
                                containers.running().stream().map(c -> c.id().value()).toList()))));
  }

  @Override
  public void describeFunction(Target request, StreamObserver<DescribeFunctionReply> out) {
    Answers.one(
        out,
        () -> {
          Apps.Described found = apps.describe(request.getApp(), request);
          return DescribeFunctionReply.newBuilder()
              .setSpecJson(ModelJson.write(found.function()))
              .setServiceJson(ModelJson.write(found.service()))
              .setVersion(found.app().version())
              .build();
        });
  }

  @Override
  public void autoscaler(AutoscalerRequest request, StreamObserver<AutoscalerReply> out) {
    Answers.one(
        out,
        () -> {
          Resolution found =
              apps.resolve(
                  request.getApp(),
                  Target.newBuilder()
                      .setApp(request.getApp())
                      .setFunction(request.getFunction())
                      .build());
          Pool pool = found.pool();
          loop.submit(
              new Event.PoolScaled(
                  pool.id(), AutoscalerValues.over(pool.service().scaling(), request)));
          return AutoscalerReply.getDefaultInstance();
        });
  }

  @Override
  public void listContainers(
      ListContainersRequest request, StreamObserver<ListContainersReply> out) {
    Answers.one(
        out,
        () ->
            ListContainersReply.newBuilder()
                .addAllContainers(
                    new ContainerRows(loop, containers)
                        .list(request.getApp(), request.getStopped()))
                .build());
  }

  @Override
  public void containerStats(
      ContainerStatsRequest request, StreamObserver<ContainerStatsReply> out) {
    Answers.one(
        out,
        () ->
            ContainerStatsReply.newBuilder()
                .addAllContainers(new ContainerStats(engine).of(running(request)))
                .build());
  }

  /// Those that are asked for by name must run.
  private List<ContainerRecord> running(ContainerStatsRequest request) {
    String app = request.getApp();
    List<ContainerRecord> named =
        request.getContainersList().stream().distinct().map(this::container).toList();
    for (ContainerRecord container : named) {
      if (container.endedMillis() != 0) {
        throw Refusal.invalid(
            "Container %s does not run any more: %s."
                .formatted(container.id(), container.endReason()));
      }
    }
    return (named.isEmpty() ? containers.running() : named)
        .stream().filter(c -> app.isEmpty() || app.equals(c.pool().app().name())).toList();
  }

  @Override
  public void stopContainer(ContainerRequest request, StreamObserver<StopContainerReply> out) {
    Answers.one(
        out,
        () -> {
          loop.submit(
              new Event.StopRequested(
                  container(request.getContainer()).id(), "stopped by a person"));
          return StopContainerReply.getDefaultInstance();
        });
  }

  @Override
  public StreamObserver<ExecInput> exec(StreamObserver<ExecReply> out) {
    return new ExecSession(
        engine, id -> container(id).id(), (ServerCallStreamObserver<ExecReply>) out);
  }

  @Override
  public void createSecret(CreateSecretRequest request, StreamObserver<CreateSecretReply> out) {
    Answers.one(
        out,
        () -> {
          secrets.create(request.getName(), request.getValuesMap(), request.getForce());
          return CreateSecretReply.getDefaultInstance();
        });
  }

  @Override
  public void listSecrets(ListSecretsRequest request, StreamObserver<ListSecretsReply> out) {
    Answers.one(
        out,
        () ->
            ListSecretsReply.newBuilder()
                .addAllSecrets(
                    secrets.list().stream()
                        .map(
                            s ->
                                SecretRow.newBuilder()
                                    .setName(s.name())
                                    .addAllKeys(s.keys())
                                    .setCreatedMillis(s.at().toEpochMilli())
                                    .addAllUsedBy(usersOf(s.name()))
                                    .build())
                        .toList())
                .build());
  }

  private List<String> usersOf(String secret) {
    return apps.all().stream()
        .flatMap(
            app ->
                app.deployment().app().services().stream()
                    .filter(s -> s.secrets().contains(secret))
                    .map(s -> app.name() + "/" + s.name()))
        .sorted()
        .toList();
  }

  @Override
  public void deleteSecret(DeleteSecretRequest request, StreamObserver<DeleteSecretReply> out) {
    Answers.one(
        out,
        () -> {
          secrets.delete(request.getName());
          return DeleteSecretReply.getDefaultInstance();
        });
  }

  @Override
  public void listCalls(ListCallsRequest request, StreamObserver<ListCallsReply> out) {
    int limit = request.getLimit() == 0 ? 50 : request.getLimit();
    String app = request.getApp();
    Answers.one(
        out,
        () ->
            ListCallsReply.newBuilder()
                .addAllCalls(
                    calls
                        .newest(c -> app.isEmpty() || c.pool().app().name().equals(app), limit)
                        .stream()
                        .map(Explanations::row)
                        .toList())
                .build());
  }

  @Override
  public void explainCall(CallRequest request, StreamObserver<ExplainCallReply> out) {
    Answers.one(out, () -> Explanations.explain(call(request.getCallId())));
  }

  private CallView call(String id) {
    return calls
        .view(new CallId(id))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "There is no call %s among those on their way and the last 10,000 that ended. carafe calls list shows them."
                        .formatted(id)));
  }

  @Override
  public void cancelCall(CallRequest request, StreamObserver<CancelCallReply> out) {
    Answers.one(
        out,
        () -> {
          CallId id = new CallId(request.getCallId());
          boolean running = calls.cancel(id, "cancelled by a person");
          if (!running) {
            var _ = call(id.value()); // refuses what never was
          }
          return CancelCallReply.newBuilder().setWasRunning(running).build();
        });
  }
}
