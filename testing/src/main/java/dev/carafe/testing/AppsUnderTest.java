package dev.carafe.testing;

import dev.carafe.client.control.ClassPathJars;
import dev.carafe.client.control.Deployment;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.image.build.UserCode;
import dev.carafe.image.classes.AppReader;
import dev.carafe.image.evaluate.ResolvedImage;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.id.BlobId;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// From the classes of a test to what is deployed for it: the same reading, with the same checks,
/// as `carafe deploy` does.
final class AppsUnderTest {
  private final TestClassPath classPath;
  private final Path cache;

  AppsUnderTest(TestClassPath classPath, Path cache) {
    this.classPath = classPath;
    this.cache = cache;
  }

  /// The apps of these classes; where none are named, those of the test's package.
  List<Deployment> of(Class<?> test, List<Class<?>> named) {
    return named.isEmpty()
        ? deployments(entriesWith(test.getPackageName()), app -> isIn(test.getPackageName(), app))
        : deployments(
            named.stream().map(AppsUnderTest::entryOf).distinct().toList(),
            app -> named.stream().anyMatch(type -> isOf(type.getName(), app)));
  }

  private List<Path> entriesWith(String packageName) {
    Path folder = Path.of(packageName.replace('.', '/'));
    return classPath.entries().stream()
        .filter(entry -> Files.isDirectory(entry.resolve(folder)))
        .toList();
  }

  private static Path entryOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " comes from no file", e);
    }
  }

  private static boolean isIn(String packageName, AppSpec app) {
    return classesOf(app).anyMatch(c -> c.substring(0, c.lastIndexOf('.')).equals(packageName));
  }

  private static boolean isOf(String type, AppSpec app) {
    return classesOf(app)
        .anyMatch(c -> c.equals(type) || c.startsWith(type + "$") || type.startsWith(c + "$"));
  }

  private static Stream<String> classesOf(AppSpec app) {
    return Stream.concat(
        app.services().stream().map(ServiceSpec::className),
        app.entrypoints().stream().map(e -> e.className()));
  }

  private List<Deployment> deployments(List<Path> entries, Predicate<AppSpec> wanted) {
    TargetReader reader = new TargetReader(Installed.api(Installed.ofThisJvm()), cache, _ -> {});
    List<Deployment> found =
        entries.stream()
            .flatMap(
                entry -> {
                  UserCode code = code(entry);
                  return apps(code).stream()
                      .filter(wanted)
                      .map(
                          app -> deployment(reader, new ReadTarget(code, List.of(app), List.of())));
                })
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "@CarafeTest found no app to deploy in %s. Name a class of it: @CarafeTest(apps = MyApp.class)"
              .formatted(entries));
    }
    return found;
  }

  private UserCode code(Path entry) {
    List<Path> others = classPath.entries().stream().filter(e -> !e.equals(entry)).toList();
    return new UserCode(List.of(entry), others, List.of(), Map.of());
  }

  private List<AppSpec> apps(UserCode code) {
    List<Path> libraries =
        Stream.concat(code.dependencies().stream(), Installed.api(Installed.ofThisJvm()).stream())
            .toList();
    return new AppReader(libraries).read(List.of(code.target()));
  }

  private Deployment deployment(TargetReader reader, ReadTarget target) {
    AppSpec app = target.apps().getFirst();
    ClassPathJars jars =
        ClassPathJars.of(
            Stream.concat(Stream.of(target.code().target()), target.code().dependencies().stream())
                .toList(),
            cache);
    List<ResolvedImage> images = reader.images(target);
    Map<BlobId, Path> files = new HashMap<>(jars.files());
    images.forEach(image -> files.putAll(image.files()));
    return new Deployment(
        new DeploymentSpec(app, images.stream().map(ResolvedImage::spec).toList(), jars.jars()),
        files,
        Deployment.Strategy.ROLLING,
        Optional.empty());
  }
}
