package dev.carafe.image.diff;

import dev.carafe.image.build.UserCode;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.HookSpec;
import dev.carafe.model.app.ServiceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What differs between two builds of an app: the classes with other bytes (the new ones), and the
/// services that use them. Containers can take new method bodies and new classes; what a class
/// looks like, and what has run already (constructors, `@Enter`, static initialisers), they cannot.
public record CodeDiff(Map<String, byte[]> classes, List<ServiceDiff> services) {
  public CodeDiff {
    classes = Map.copyOf(classes);
    services = List.copyOf(services);
  }

  /// From one build to the next; services that only one of them has are left out.
  public static CodeDiff between(UserCode before, AppSpec old, UserCode after, AppSpec now) {
    return new Comparison(before, after).of(old, now);
  }

  private static final class Comparison {
    private final UserCode before;
    private final UserCode after;
    private final OwnFiles old;
    private final OwnFiles now;
    private final Reach reachBefore;
    private final Reach reachAfter;
    private final Map<String, byte[]> changed = new TreeMap<>();
    private final Set<String> removed = new TreeSet<>();
    private final Map<String, ClassChange> changes = new TreeMap<>();

    Comparison(UserCode before, UserCode after) {
      this.before = before;
      this.after = after;
      this.old = OwnFiles.of(before.ownClasses());
      this.now = OwnFiles.of(after.ownClasses());
      this.reachBefore = new Reach(old.classes());
      this.reachAfter = new Reach(now.classes());
      now.classes()
          .forEach(
              (name, bytes) -> {
                byte[] was = old.classes().get(name);
                if (!Arrays.equals(was, bytes)) {
                  changed.put(name, bytes);
                }
                if (was != null && !Arrays.equals(was, bytes)) {
                  changes.put(name, new ClassChange(ClassShape.of(was), ClassShape.of(bytes)));
                }
              });
      removed.addAll(old.classes().keySet());
      removed.removeAll(now.classes().keySet());
    }

    CodeDiff of(AppSpec oldApp, AppSpec app) {
      List<ServiceDiff> services = new ArrayList<>();
      for (ServiceSpec service : app.services()) {
        Optional<ServiceSpec> was = oldApp.service(service.name());
        if (was.isPresent()) {
          service(was.get(), service).ifPresent(services::add);
        }
      }
      return new CodeDiff(changed, services);
    }

    private Optional<ServiceDiff> service(ServiceSpec was, ServiceSpec service) {
      Set<String> used = new TreeSet<>(reachBefore.of(was.className()));
      used.addAll(reachAfter.of(service.className()));
      List<String> classes = changed.keySet().stream().filter(used::contains).toList();
      Optional<String> restart =
          SpecDiff.of(was, service)
              .or(this::ofClassPath)
              .or(() -> removed.stream().filter(used::contains).findFirst().map(Comparison::gone))
              .or(() -> classes.stream().flatMap(c -> ofClass(service, c).stream()).findFirst());
      return restart.isEmpty() && classes.isEmpty()
          ? Optional.empty()
          : Optional.of(new ServiceDiff(service.name(), restart, classes));
    }

    private static String gone(String name) {
      return "class %s was removed".formatted(simple(name));
    }

    private Optional<String> ofClassPath() {
      if (!before.dependencies().equals(after.dependencies())) {
        return Optional.of("its dependencies changed");
      }
      Set<String> files = new TreeSet<>(old.others().keySet());
      files.addAll(now.others().keySet());
      return files.stream()
          .filter(f -> !Arrays.equals(old.others().get(f), now.others().get(f)))
          .findFirst()
          .map("file %s changed"::formatted);
    }

    private Optional<String> ofClass(ServiceSpec service, String name) {
      ClassChange change = changes.get(name);
      if (change == null) {
        return Optional.empty(); // a new class
      }
      boolean own = name.equals(service.className());
      String of = own ? "" : " of " + simple(name);
      Optional<String> frame = change.ofFrame();
      if (frame.isPresent()) {
        return Optional.of(own ? frame.get() : simple(name) + ": " + frame.get());
      }
      if (change.ofStaticInitialiser()) {
        return Optional.of(
            "a static initialiser or static field%s changed and has run already".formatted(of));
      }
      if (isOrExtends(service.className(), name) && change.ofConstructor()) {
        return Optional.of(
            "a constructor or a field's first value%s changed and the object is made already"
                .formatted(of));
      }
      return service.enter().stream()
          .filter(hook -> hook.declaringClass().equals(name) && change.ofCode(hook.method()))
          .map(HookSpec::method)
          .findFirst()
          .map("its @Enter method %s changed and has run already"::formatted);
    }

    private boolean isOrExtends(String type, String ancestor) {
      String name = type;
      while (now.classes().containsKey(name)) {
        if (name.equals(ancestor)) {
          return true;
        }
        name = Reach.superclass(now.classes().get(name));
      }
      return false;
    }

    private static String simple(String name) {
      return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
  }
}
