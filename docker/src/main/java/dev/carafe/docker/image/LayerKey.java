package dev.carafe.docker.image;

import dev.carafe.docker.engine.Sha256;
import dev.carafe.docker.image.ImagePlan.Setting;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.LocalFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// A name for a layer by all that goes into it. For one thread.
final class LayerKey {
  private static final int BYTES = 20; // enough that no two meet, short enough to read in a list

  private final MessageDigest digest = Sha256.digest();

  LayerKey(String kind) {
    text(kind);
  }

  LayerKey text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  LayerKey texts(List<String> texts) {
    text(Integer.toString(texts.size()));
    texts.forEach(this::text);
    return this;
  }

  LayerKey setting(Setting setting) {
    text(setting.workdir()).text(Integer.toString(setting.env().size()));
    new TreeMap<>(setting.env()).forEach((name, value) -> text(name).text(value));
    return this;
  }

  LayerKey needs(StepNeeds needs) {
    return texts(needs.secrets()).texts(needs.volumes()).texts(needs.gpu());
  }

  /// Their order does not count.
  LayerKey files(List<LocalFile> files) {
    text(Integer.toString(files.size()));
    files.stream()
        .sorted(Comparator.comparing(LocalFile::path))
        .forEach(f -> text(f.path()).text(Integer.toOctalString(f.mode())).text(f.blob().sha256()));
    return this;
  }

  /// Nothing can be added after it.
  String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
