package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Local files as a tar for a container's root. Folders that the image has are named in it as they
/// are there, so that they keep owner, bits and time, and links to folders are followed: a layer of
/// equal files has equal bytes, and no link is replaced. For one thread.
final class LayerFiles {
  private static final int LINKS = 40; // as Linux has it

  private final DockerClient docker;
  private final String container;
  private final BlobStore blobs;
  private final Belongings belongings;
  private final TarStream tar = new TarStream();
  private final Map<String, String> folders = new HashMap<>();

  LayerFiles(DockerClient docker, String container, BlobStore blobs, Belongings belongings) {
    this.docker = docker;
    this.container = container;
    this.blobs = blobs;
    this.belongings = belongings;
    folders.put("", "");
  }

  void copy(List<LocalFile> files) throws IOException {
    for (LocalFile file : sorted(files)) {
      int slash = file.path().lastIndexOf('/');
      String folder = folder(file.path().substring(0, slash), 0);
      String path = folder + "/" + file.path().substring(slash + 1);
      tar.file(path.substring(1), file.mode(), content(file, blobs), owner(path));
    }
    send();
  }

  /// Gives a folder to the containers' user, and makes it if it is not there.
  void give(String path) throws IOException {
    String real = folder(path, 0);
    Optional<TarArchiveEntry> there = real.isEmpty() ? Optional.empty() : entry(real);
    if (there.isPresent() && belongings.has(real)) {
      tar.folder(real.substring(1), there.get(), belongings.user());
    }
    send();
  }

  private ContainerUser owner(String path) {
    return belongings.has(path) ? belongings.user() : ContainerUser.ROOT;
  }

  private void send() throws IOException {
    try (InputStream in = tar.stream()) {
      docker.copyArchiveToContainerCmd(container).withRemotePath("/").withTarInputStream(in).exec();
    }
  }

  static List<LocalFile> sorted(List<LocalFile> files) {
    return files.stream().sorted(Comparator.comparing(LocalFile::path)).toList();
  }

  static Path content(LocalFile file, BlobStore blobs) {
    return blobs
        .file(file.blob())
        .orElseThrow(
            () ->
                new EngineException(
                    "The content of %s, blob %s, is not on this server: it was not uploaded, or was deleted. Deploy again."
                        .formatted(file.path(), file.blob())));
  }

  /// Where a folder really is; notes it in the tar when it is first met.
  private String folder(String path, int links) throws IOException {
    String known = folders.get(path);
    if (known != null) {
      return known;
    }
    if (links > LINKS) {
      throw new EngineException("Too many links on the way to " + path + " in the image");
    }
    int slash = path.lastIndexOf('/');
    String parent = folder(path.substring(0, slash), links);
    String real = place(parent, path.substring(slash + 1), links);
    folders.put(path, real);
    return real;
  }

  private String place(String parent, String name, int links) throws IOException {
    String path = parent + "/" + name;
    Optional<TarArchiveEntry> there = entry(path);
    if (there.isEmpty()) {
      tar.folder(path.substring(1), owner(path));
    } else if (there.get().isSymbolicLink()) {
      Path target = Path.of(parent + "/").resolve(there.get().getLinkName()).normalize();
      return folder(target.toString().equals("/") ? "" : target.toString(), links + 1);
    } else if (there.get().isDirectory()) {
      tar.folder(path.substring(1), there.get());
    } else {
      throw new EngineException(path + " is a file in the image and cannot hold others");
    }
    return path;
  }

  /// The engine answers with all that is below; the first entry is read, the rest is not.
  private Optional<TarArchiveEntry> entry(String path) throws IOException {
    try (InputStream answer = docker.copyArchiveFromContainerCmd(container, path).exec();
        TarArchiveInputStream entries = new TarArchiveInputStream(answer)) {
      return Optional.ofNullable(entries.getNextEntry());
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }
}
