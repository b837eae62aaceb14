package dev.carafe.server.dev;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.call.Stage;
import dev.carafe.protocol.proto.ClassFile;
import dev.carafe.protocol.proto.DevChange;
import dev.carafe.protocol.proto.ServiceChange;
import dev.carafe.protocol.proto.ServiceChanged;
import dev.carafe.scheduler.core.Event;
import dev.carafe.server.containers.CodeSwaps;
import dev.carafe.server.containers.CodeSwaps.Outcome;
import dev.carafe.server.containers.CodeSwaps.Swap;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.AppInstance;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.DeployProgress;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.deploy.Deployments.Deployed;
import dev.carafe.server.deploy.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Deploys an app that is developed: containers take new code and stay where they can, and start
/// anew where they cannot.
public final class DevDeployments {
  private final Apps apps;
  private final Deployments deployments;
  private final Containers containers;
  private final CodeSwaps swaps;
  private final Consumer<Event> events;
  private final Executor threads;

  public DevDeployments(
      Apps apps,
      Deployments deployments,
      Containers containers,
      CodeSwaps swaps,
      Consumer<Event> events,
      Executor threads) {
    this.apps = apps;
    this.deployments = deployments;
    this.containers = containers;
    this.swaps = swaps;
    this.events = events;
    this.threads = threads;
  }

  /// What became of a version.
  public record Developed(Deployed deployed, List<ServiceChanged> changes) {
    public Developed {
      changes = List.copyOf(changes);
    }
  }

  /// Serves the next version; `change` says what differs from the one before.
  public Developed deploy(
      DeploymentSpec deployment, String session, DevChange change, DeployProgress progress)
      throws InterruptedException {
    Optional<AppInstance> before = apps.find(deployment.app().name());
    Set<String> kept = kept(deployment, change);
    Deployed deployed = deployments.develop(deployment, session, kept, progress);
    Map<String, ClassFile> classes =
        change.getClassesList().stream().collect(Collectors.toMap(ClassFile::getName, c -> c));
    List<ServiceChanged> changes = new ArrayList<>();
    for (ServiceChange service : change.getServicesList()) {
      changes.add(
          kept.contains(service.getService())
              ? swap(deployed, service, classes)
              : ServiceChanged.newBuilder()
                  .setService(service.getService())
                  .setRestartReason(
                      service.getRestartReason().isEmpty()
                          ? "its settings changed"
                          : service.getRestartReason())
                  .build());
    }
    before.ifPresent(old -> changes.addAll(unnamed(old, deployment, change, kept)));
    return new Developed(deployed, changes);
  }

  /// Services that are not to start anew, and are declared as before.
  private Set<String> kept(DeploymentSpec deployment, DevChange change) {
    Optional<AppInstance> before = apps.find(deployment.app().name());
    Set<String> kept = new HashSet<>();
    if (before.isEmpty()) {
      return kept;
    }
    DeploymentSpec old = before.get().deployment();
    for (ServiceSpec service : deployment.app().services()) {
      Optional<ServiceSpec> was = old.app().service(service.name());
      if (was.filter(service::equals).isPresent()
          && deployment.imageOf(service).equals(old.imageOf(service))) {
        kept.add(service.name());
      }
    }
    change.getServicesList().stream()
        .filter(s -> !s.getRestartReason().isEmpty())
        .map(ServiceChange::getService)
        .forEach(kept::remove);
    return kept;
  }

  /// Services that start anew though the client saw no change in them.
  private static List<ServiceChanged> unnamed(
      AppInstance old, DeploymentSpec deployment, DevChange change, Set<String> kept) {
    Set<String> named =
        change.getServicesList().stream()
            .map(ServiceChange::getService)
            .collect(Collectors.toSet());
    return deployment.app().services().stream()
        .map(ServiceSpec::name)
        .filter(s -> !kept.contains(s) && !named.contains(s))
        .filter(s -> old.deployment().app().service(s).isPresent())
        .map(
            s ->
                ServiceChanged.newBuilder()
                    .setService(s)
                    .setRestartReason("its image changed")
                    .build())
        .toList();
  }

  private ServiceChanged swap(
      Deployed deployed, ServiceChange service, Map<String, ClassFile> classes)
      throws InterruptedException {
    List<ClassFile> wanted =
        service.getClassesList().stream()
            .flatMap(name -> Optional.ofNullable(classes.get(name)).stream())
            .toList();
    List<Swap> serving = new ArrayList<>();
    for (ContainerRecord container : onOldCode(deployed, service.getService())) {
      Swap swap = swaps.send(container, wanted);
      if (container.stages().containsKey(Stage.ENTERED)) {
        serving.add(swap);
      } else {
        threads.execute(() -> finishStarting(swap));
      }
    }
    ServiceChanged.Builder changed = ServiceChanged.newBuilder().setService(service.getService());
    for (Swap swap : serving) {
      switch (swaps.await(swap)) {
        case Outcome.Done() -> changed.setSwapped(changed.getSwapped() + 1);
        case Outcome.Gone() -> {}
        case Outcome.Refused(String reason) -> {
          replace(swap, reason);
          changed.setRestartReason(reason);
        }
      }
    }
    return changed.build();
  }

  /// Those that were started before this version served.
  private List<ContainerRecord> onOldCode(Deployed deployed, String service) {
    return containers.running().stream()
        .filter(
            c -> {
              Optional<Pool> pool = apps.pool(c.pool().id());
              return pool.filter(p -> p.app().instance().equals(deployed.instance())).isPresent()
                  && pool.get().app().version() == deployed.version()
                  && c.pool().service().name().equals(service)
                  && c.pool().app().version() < deployed.version();
            })
        .toList();
  }

  private void finishStarting(Swap swap) {
    try {
      if (swaps.awaitStarted(swap) instanceof Outcome.Refused(String reason)) {
        replace(swap, reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Its calls finish on the old code; the next ones find a new container.
  private void replace(Swap swap, String reason) {
    events.accept(
        new Event.StopRequested(swap.container().id(), "it cannot take the new code: " + reason));
  }
}
