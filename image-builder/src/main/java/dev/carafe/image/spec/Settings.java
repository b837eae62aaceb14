package dev.carafe.image.spec;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MountPlan;
import dev.carafe.image.declared.ServiceDeclared;
import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.app.ByteSizes;
import dev.carafe.model.app.ContainerPolicy;
import dev.carafe.model.app.Durations;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The elements that `@Function` and `@Cls` share, over the defaults of the app.
final class Settings {
  private final ServiceDeclared service;
  private final AnnotationDeclared own;

  Settings(ServiceDeclared service) {
    this.service = service;
    this.own = service.annotation();
  }

  Resources resources() {
    double limit = own.number("cpuLimit");
    return new Resources(
        own.number("cpu"),
        limit == 0 ? OptionalDouble.empty() : OptionalDouble.of(limit),
        ByteSizes.parse(own.text("memory")),
        size("memoryLimit"),
        size("ephemeralDisk"),
        own.texts("gpu").stream().map(GpuRequest::parse).toList());
  }

  private OptionalLong size(String element) {
    String text = own.text(element);
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ByteSizes.parse(text));
  }

  Scaling scaling() {
    return new Scaling(
        own.whole("minContainers"),
        own.whole("maxContainers"),
        own.whole("bufferContainers"),
        Durations.parse(own.text("scaledownWindow")));
  }

  Timeouts timeouts() {
    Duration attempt = Durations.parse(own.text("timeout"));
    String startup = own.text("startupTimeout");
    return new Timeouts(attempt, startup.isEmpty() ? attempt : Durations.parse(startup));
  }

  RetryPolicy retries() {
    return own.nested("retries").stream()
        .findFirst()
        .map(
            r ->
                new RetryPolicy(
                    r.whole("value"),
                    Durations.parse(r.text("initialDelay")),
                    r.number("backoff"),
                    Durations.parse(r.text("maxDelay"))))
        .orElse(RetryPolicy.NONE);
  }

  /// The service's own image, else the app's; naming the default image is naming none.
  String image() {
    return named(own)
        .or(() -> service.defaults().flatMap(Settings::named))
        .map(JavaType.Named::binaryName)
        .orElse("");
  }

  private static Optional<JavaType.Named> named(AnnotationDeclared annotation) {
    return annotation.type("image").filter(t -> !t.is("dev.carafe.annotations.DefaultImage"));
  }

  List<MountSpec> mounts() {
    return mounts("Mount")
        .map(
            m ->
                new MountSpec(
                    m.text("volume"),
                    MountPlan.plain(m.text("path")),
                    m.flag("readOnly"),
                    m.flag("createIfMissing"),
                    m.text("subPath")))
        .toList();
  }

  List<BucketMountSpec> buckets() {
    return mounts("BucketMount")
        .map(
            b ->
                new BucketMountSpec(
                    MountPlan.plain(b.text("path")),
                    b.text("bucket"),
                    b.text("endpoint"),
                    b.text("secret"),
                    b.flag("readOnly"),
                    b.flag("pathStyle")))
        .toList();
  }

  private Stream<AnnotationDeclared> mounts(String kind) {
    return MountPlan.of(service).stream().filter(m -> m.name().equals(kind));
  }

  /// The app's secrets, then the service's: where both have a key, the later one counts.
  List<String> secrets() {
    return both("secrets").distinct().toList();
  }

  Map<String, String> env() {
    return pairs(both("env"));
  }

  private Stream<String> both(String element) {
    return Stream.concat(
        service.defaults().stream().flatMap(d -> d.texts(element).stream()),
        own.texts(element).stream());
  }

  ContainerPolicy policy() {
    return new ContainerPolicy(
        own.flag("singleUse"),
        own.flag("blockNetwork"),
        own.flag("snapshot"),
        own.texts("region"),
        pairs(own.texts("nodeSelector").stream()));
  }

  private static Map<String, String> pairs(Stream<String> assignments) {
    var pairs = new LinkedHashMap<String, String>();
    assignments.forEach(
        text -> {
          String[] parts = text.split("=", 2);
          pairs.put(parts[0], parts[1]);
        });
    return pairs;
  }
}
