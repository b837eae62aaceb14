package dev.carafe.server.deploy;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.NearestNames;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.PoolId;
import dev.carafe.protocol.proto.ServiceOptions;
import dev.carafe.protocol.proto.Target;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.PoolSpec;
import dev.carafe.server.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The apps in service and their pools: from the name a caller uses to the pool that serves it now.
/// A redeploy leads callers to the old version's pool until the new one is ready to take over.
public final class Apps {
  private final Map<String, AppInstance> apps = new ConcurrentHashMap<>();
  private final Map<PoolId, Pool> pools = new ConcurrentHashMap<>();
  private final Map<String, Pool> serving = new ConcurrentHashMap<>();
  private final Map<String, Set<DeploymentSpec>> earlier = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Object switches = new Object();
  private final Consumer<Event> events;

  public Apps(Consumer<Event> events) {
    this.events = events;
  }

  /// Counts every change of what serves: a resolution made at the same count still holds.
  public long changes() {
    return changes.get();
  }

  public Optional<AppInstance> find(String instance) {
    return Optional.ofNullable(apps.get(instance));
  }

  public Collection<AppInstance> all() {
    return apps.values();
  }

  /// What is in service, and what containers of before still run.
  public Set<DeploymentSpec> deployments() {
    return Stream.concat(
            Stream.concat(apps.values().stream(), pools.values().stream().map(Pool::app))
                .map(AppInstance::deployment),
            earlier.values().stream().flatMap(Set::stream))
        .collect(Collectors.toSet());
  }

  /// A pool of any version that is not forgotten yet.
  public Optional<Pool> pool(PoolId id) {
    return Optional.ofNullable(pools.get(id));
  }

  /// Whether there are pools of a kind.
  public boolean hasKind(String kind) {
    return pools.values().stream().anyMatch(pool -> pool.kind().equals(kind));
  }

  /// The pools of an app in service, of every version.
  public List<Pool> poolsOf(String instance) {
    return pools.values().stream().filter(p -> p.app().instance().equals(instance)).toList();
  }

  /// Puts a version in service. Pools of services that can start without values of a caller are
  /// declared at once, and those of the version before are told to make way. Returns the pools that
  /// serve until their successors are ready.
  public List<Pool> serve(AppInstance app, boolean recreate) {
    return serve(app, recreate, Set.of());
  }

  /// The same, but the services in `kept` go on in the pools, and in the containers, that they
  /// have; containers started later run the new version.
  public synchronized List<Pool> serve(AppInstance app, boolean recreate, Set<String> kept) {
    List<Pool> before =
        serving.values().stream().filter(p -> p.app().instance().equals(app.instance())).toList();
    apps.put(app.instance(), app);
    changes.incrementAndGet();
    for (Pool old : before) {
      if (kept.contains(old.service().name())) {
        keep(old, app);
        continue;
      }
      Optional<Pool> successor = successor(app, old);
      if (successor.isPresent()) {
        declare(successor.get());
        events.accept(
            new Event.PoolRetired(
                old.id(),
                Optional.of(successor.get().id()),
                recreate ? Event.Manner.RECREATE : Event.Manner.ROLLING));
      } else {
        serving.remove(old.family(), old);
        events.accept(new Event.PoolRetired(old.id(), Optional.empty(), Event.Manner.STOP));
      }
    }
    for (ServiceSpec service : app.deployment().app().services()) {
      if (service.parameters().stream().allMatch(p -> p.defaultText().isPresent())) {
        poolFor(app, service, ParameterValues.of(service, Map.of()), "");
      }
    }
    return before.stream()
        .filter(p -> !kept.contains(p.service().name()) && serving.containsKey(p.family()))
        .toList();
  }

  private void keep(Pool old, AppInstance app) {
    Pool next = new Pool(old.id(), old.family(), old.kind(), app, old.service(), old.parameters());
    pools.put(old.id(), next);
    serving.put(old.family(), next);
    earlier
        .computeIfAbsent(app.instance(), _ -> ConcurrentHashMap.newKeySet())
        .add(old.app().deployment());
  }

  private Optional<Pool> successor(AppInstance app, Pool old) {
    try {
      return app.deployment()
          .app()
          .service(old.service().name())
          .map(
              s ->
                  pool(
                      app,
                      s,
                      ParameterValues.of(s, known(s, old.parameters())),
                      optionsOf(old.family())));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> known(ServiceSpec service, Map<String, String> values) {
    Map<String, String> kept = new java.util.HashMap<>(values);
    kept.keySet().removeIf(name -> service.parameter(name).isEmpty());
    return kept;
  }

  private static String optionsOf(String family) {
    return family.substring(family.lastIndexOf('|') + 1);
  }

  /// The successor serves from here on.
  public void switched(PoolId from, PoolId to) {
    Pool old = pools.get(from);
    Pool successor = pools.get(to);
    if (old != null && successor != null) {
      serving.remove(old.family(), old);
      serving.put(successor.family(), successor);
      changes.incrementAndGet();
    }
    synchronized (switches) {
      switches.notifyAll();
    }
  }

  private boolean serves(Pool pool) {
    Pool now = serving.get(pool.family());
    return now != null && now.id().equals(pool.id());
  }

  /// Waits until none of these pools serves any more; false when the time is over.
  public boolean awaitSwitched(List<Pool> old, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (switches) {
      while (old.stream().anyMatch(this::serves)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        switches.wait(left);
      }
      return true;
    }
  }

  /// Declares the pool that a container of an earlier server belongs to, if its version still
  /// serves.
  public Optional<Pool> adopt(
      String instance, String service, Map<String, String> parameters, String family) {
    return find(instance)
        .flatMap(
            app ->
                app.deployment()
                    .app()
                    .service(service)
                    .map(s -> poolFor(app, s, parameters, optionsOf(family))));
  }

  /// Nothing of a retired pool is left.
  public void forgotten(PoolId id) {
    Pool pool = pools.remove(id);
    if (pool != null) {
      serving.remove(pool.family(), pool);
    }
    synchronized (switches) {
      switches.notifyAll();
    }
  }

  /// Takes an app out of service: its inputs are cancelled, its containers drain.
  public synchronized boolean stop(String instance) {
    AppInstance app = apps.remove(instance);
    earlier.remove(instance);
    changes.incrementAndGet();
    for (Pool pool : poolsOf(instance)) {
      serving.remove(pool.family(), pool);
      events.accept(new Event.PoolRetired(pool.id(), Optional.empty(), Event.Manner.STOP));
    }
    return app != null;
  }

  /// What is deployed under a name, whichever parameters its class will be given.
  public record Described(AppInstance app, ServiceSpec service, FunctionSpec function) {}

  /// What a target names; `instance` is the app's name in service. Throws a [Refusal] that says
  /// what is there instead.
  public Described describe(String instance, Target target) {
    AppInstance app = find(instance).orElseThrow(() -> noSuchApp(target.getApp()));
    FunctionSpec function = function(app, target);
    return new Described(
        app, app.deployment().app().serviceOf(function.name()).orElseThrow(), function);
  }

  /// Where a target leads, as [#describe].
  public Resolution resolve(String instance, Target target) {
    Described described = describe(instance, target);
    AppInstance app = described.app();
    FunctionSpec wanted = described.function();
    ServiceSpec service = described.service();
    Map<String, String> parameters = ParameterValues.of(service, target.getParametersMap());
    String options =
        target.getOptions().equals(ServiceOptions.getDefaultInstance())
            ? ""
            : HexFormat.of().formatHex(target.getOptions().toByteArray());
    Pool pool = poolFor(app, service, parameters, options);
    FunctionSpec served =
        pool.service().function(wanted.name()).filter(f -> matches(f, target)).orElse(wanted);
    check(app, served, target);
    return new Resolution(pool, served);
  }

  private static boolean matches(FunctionSpec function, Target target) {
    return target.getSignature().isEmpty() || function.signature().equals(target.getSignature());
  }

  private Refusal noSuchApp(String name) {
    List<String> names =
        apps.values().stream().filter(a -> !a.ephemeral()).map(AppInstance::name).sorted().toList();
    return Refusal.notFound(
        "No app called %s is deployed here. %s Deploy it: carafe deploy TARGET"
            .formatted(name, NearestNames.sentence(name, names)));
  }

  private static FunctionSpec function(AppInstance app, Target target) {
    String name = target.getFunction();
    List<FunctionSpec> all =
        app.deployment().app().services().stream().flatMap(s -> s.functions().stream()).toList();
    List<FunctionSpec> named =
        all.stream().filter(f -> f.name().equals(name) || f.name().startsWith(name + "(")).toList();
    if (named.isEmpty()) {
      throw Refusal.notFound(
          "App %s (v%d) has no function %s. %s"
              .formatted(
                  app.name(),
                  app.version(),
                  name,
                  NearestNames.sentence(name, all.stream().map(FunctionSpec::name).toList())));
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    return named.stream()
        .filter(f -> f.descriptor().equals(target.getJvmDescriptor()))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "%s of app %s is overloaded: name one of %s"
                        .formatted(
                            name,
                            app.name(),
                            String.join(", ", named.stream().map(FunctionSpec::name).toList()))));
  }

  private static void check(AppInstance app, FunctionSpec function, Target target) {
    if (matches(function, target)) {
      return;
    }
    throw new Refusal(
        CallOutcome.Code.SIGNATURE_MISMATCH,
        "%s now takes %s; you call %s. Redeployed %s ago as v%d. Build the caller against the same classes."
            .formatted(
                function.name(),
                function.signature(),
                target.getSignature(),
                ago(Duration.between(app.deployedAt(), Instant.now())),
                app.version()));
  }

  private static String ago(Duration time) {
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
  }

  private synchronized Pool poolFor(
      AppInstance app, ServiceSpec service, Map<String, String> parameters, String options) {
    Pool fresh = pool(app, service, parameters, options);
    Pool current = serving.get(fresh.family());
    if (current != null) {
      return current;
    }
    declare(fresh);
    serving.put(fresh.family(), fresh);
    return fresh;
  }

  private void declare(Pool pool) {
    if (pools.putIfAbsent(pool.id(), pool) == null) {
      events.accept(
          new Event.PoolDeclared(
              pool.id(),
              PoolSpec.of(pool.app().name(), pool.service(), pool.family(), pool.kind())));
    }
  }

  private static Pool pool(
      AppInstance app, ServiceSpec service, Map<String, String> parameters, String options) {
    String family =
        "%s|%s|%s|%s"
            .formatted(
                app.instance(),
                service.name(),
                new java.util.TreeMap<>(parameters).toString().replace('|', '/'),
                options);
    return new Pool(
        new PoolId(family + "@v" + app.version()),
        family,
        "%s|%s|%s@v%d".formatted(app.instance(), service.name(), options, app.version()),
        app,
        CallerOptions.apply(service, parseOptions(options)),
        parameters);
  }

  private static ServiceOptions parseOptions(String hex) {
    try {
      return ServiceOptions.parseFrom(HexFormat.of().parseHex(hex));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not options: " + hex, e);
    }
  }
}
