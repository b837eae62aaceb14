package dev.carafe.server.endpoint;

import dev.carafe.model.file.JoinedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/// The contents of files, one after another.
final class InTurn extends JoinedInput {
  private final Iterator<Path> files;

  InTurn(Iterator<Path> files) {
    this.files = files;
  }

  @Override
  protected Optional<InputStream> next() throws IOException {
    return files.hasNext() ? Optional.of(Files.newInputStream(files.next())) : Optional.empty();
  }
}
