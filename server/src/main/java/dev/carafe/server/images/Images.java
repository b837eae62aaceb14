package dev.carafe.server.images;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.NearestNames;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.model.spi.ImageStock;
import dev.carafe.model.spi.ImageStock.Log;
import dev.carafe.model.spi.ImageStock.Standing;
import dev.carafe.model.spi.ImageStock.Stored;
import dev.carafe.server.images.NeededImages.Needed;
import dev.carafe.server.refusal.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What people ask of images: where they are, what their builds printed, which can go. A [Refusal]
/// says why something cannot be had. Safe for use by many threads.
public final class Images {
  private final ImageEngine engine;
  private final NeededImages needed;
  private final String engineName;

  public Images(ImageEngine engine, NeededImages needed, String engineName) {
    this.engine = engine;
    this.needed = needed;
    this.engineName = engineName;
  }

  /// An image of an app and the versions that use it.
  public record OfApp(String app, ImageSpec image, List<String> versions, Standing standing) {}

  /// All there is to list: images of apps, then bases and layers, each with the apps' versions that
  /// stand on it.
  public record Inventory(List<OfApp> images, Map<Stored, List<String>> stored) {}

  /// Refuses where the engine has no images.
  public void requireStock() {
    var _ = stock();
  }

  private ImageStock stock() {
    return engine
        .stock()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "The %s engine has no images: its containers see the files of this machine. Start a server with images: carafe server start --engine docker"
                        .formatted(engineName)));
  }

  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (EngineException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  public ImageStock.Base base(Consumer<String> lines) {
    return refusing(() -> stock().base(lines));
  }

  public Inventory inventory() {
    return refusing(() -> inventory(stock()));
  }

  private Inventory inventory(ImageStock stock) {
    List<OfApp> images = images(stock);
    Map<String, Set<String>> users = new LinkedHashMap<>();
    for (OfApp one : images) {
      Set<String> names = new LinkedHashSet<>();
      one.versions().forEach(version -> names.add(one.app() + " " + version));
      one.standing()
          .keys()
          .forEach(key -> users.computeIfAbsent(key, _ -> new LinkedHashSet<>()).addAll(names));
    }
    Map<Stored, List<String>> stored = new LinkedHashMap<>();
    stock.stored().stream()
        .sorted(
            Comparator.comparing((Stored s) -> !s.key().isEmpty()).thenComparing(Stored::created))
        .forEach(s -> stored.put(s, List.copyOf(users.getOrDefault(s.key(), Set.of()))));
    return new Inventory(images, stored);
  }

  private List<OfApp> images(ImageStock stock) {
    record Group(String app, ImageSpec image) {}
    Map<Group, List<String>> versions =
        needed.all().stream()
            .collect(
                groupingBy(
                    n -> new Group(n.app(), n.image()),
                    LinkedHashMap::new,
                    mapping(Needed::version, toList())));
    Map<ImageSpec, Standing> standing = new LinkedHashMap<>();
    List<OfApp> images = new ArrayList<>();
    versions.forEach(
        (group, used) ->
            images.add(
                new OfApp(
                    group.app(),
                    group.image(),
                    List.copyOf(new LinkedHashSet<>(used)),
                    standing.computeIfAbsent(group.image(), stock::standing))));
    return images.stream()
        .sorted(Comparator.comparing(OfApp::app).thenComparing(one -> one.image().name()))
        .toList();
  }

  /// What the layers of an app's images, or of an image, printed when they were last built.
  public List<Log> logs(String name) {
    return refusing(() -> logs(stock(), name));
  }

  private List<Log> logs(ImageStock stock, String name) {
    List<OfApp> images = images(stock);
    Set<String> keys = new LinkedHashSet<>();
    images.stream()
        .filter(one -> one.app().equals(name) || answersTo(one.image().name(), name))
        .forEach(one -> keys.addAll(one.standing().keys()));
    List<Log> found = new ArrayList<>(stock.logs(List.copyOf(keys)));
    List<Log> all = stock.logs();
    all.reversed().stream()
        .filter(log -> answersTo(log.image(), name) || log.key().startsWith(name))
        .filter(log -> !keys.contains(log.key()))
        .forEach(found::add);
    if (found.isEmpty()) {
      throw nothing(name, images, all);
    }
    return found;
  }

  /// An image is called by the name of its class, with or without its package.
  private static boolean answersTo(String image, String name) {
    return !image.isEmpty() && (image.equals(name) || shortName(image).equals(name));
  }

  /// The class without its package.
  public static String shortName(String image) {
    return image.substring(image.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static Refusal nothing(String name, List<OfApp> images, List<Log> all) {
    boolean known =
        images.stream()
            .anyMatch(one -> one.app().equals(name) || answersTo(one.image().name(), name));
    if (known) {
      return Refusal.notFound(
          "No build output of %s is kept: its images have no layers of their own, or another server built them."
              .formatted(name));
    }
    Set<String> names = new HashSet<>();
    images.forEach(one -> names.add(one.app()));
    Stream.concat(images.stream().map(one -> one.image().name()), all.stream().map(Log::image))
        .filter(image -> !image.isEmpty())
        .forEach(image -> names.add(shortName(image)));
    return Refusal.notFound(
        "There is no app and no image called %s. %s"
            .formatted(name, NearestNames.sentence(name, names.stream().sorted().toList())));
  }

  public ImageStock.Pruned prune(boolean others, boolean dryRun) {
    return refusing(
        () ->
            stock()
                .prune(
                    needed.all().stream().map(Needed::image).distinct().toList(), others, dryRun));
  }
}
