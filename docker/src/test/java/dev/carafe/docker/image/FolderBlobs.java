package dev.carafe.docker.image;

import dev.carafe.docker.engine.Sha256;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Blobs as files of a folder.
public record FolderBlobs(Path folder) implements BlobStore {

  /// A local file of this text.
  LocalFile file(String path, int mode, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LocalFile(path, mode, bytes.length, put(new ByteArrayInputStream(bytes)));
  }

  @Override
  public boolean has(BlobId blob) {
    return file(blob).isPresent();
  }

  @Override
  public Optional<Path> file(BlobId blob) {
    return Optional.of(folder.resolve(blob.sha256())).filter(Files::exists);
  }

  @Override
  public BlobId put(InputStream bytes) {
    try {
      byte[] all = bytes.readAllBytes();
      BlobId id = new BlobId(Sha256.hex(new ByteArrayInputStream(all)));
      Files.write(folder.resolve(id.sha256()), all);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(BlobId expected, InputStream bytes) {
    if (!put(bytes).equals(expected)) {
      throw new IllegalArgumentException("other bytes than " + expected);
    }
  }
}
