package dev.carafe.docker.image;

import dev.carafe.model.file.ContainerUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A tar that is made while it is read, since files may be large. Equal content gives equal bytes:
/// all belongs to root and to one time unless said otherwise. For one thread.
final class TarStream {
  /// The time of every file.
  static final Instant TIME = Instant.parse("2020-01-01T00:00:00Z");

  private static final int BLOCK = 512;
  private final List<Supplier<InputStream>> parts = new ArrayList<>();

  TarStream file(String name, int mode, Path content) throws IOException {
    return file(name, mode, content, ContainerUser.ROOT);
  }

  TarStream file(String name, int mode, Path content, ContainerUser owner) throws IOException {
    long size = Files.size(content);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode((TarArchiveEntry.DEFAULT_FILE_MODE & ~0777) | mode);
    entry.setIds(owner.uid(), owner.gid());
    return add(entry, size, () -> open(content));
  }

  TarStream file(String name, byte[] content) throws IOException {
    return add(
        new TarArchiveEntry(name, true), content.length, () -> new ByteArrayInputStream(content));
  }

  /// A folder as it is in `like`: its owner, bits and time.
  TarStream folder(String name, TarArchiveEntry like) throws IOException {
    return folder(
        name, like, new ContainerUser((int) like.getLongUserId(), (int) like.getLongGroupId()));
  }

  /// A folder with the bits and time of `like`, and another owner.
  TarStream folder(String name, TarArchiveEntry like, ContainerUser owner) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true);
    entry.setMode(like.getMode());
    entry.setIds(owner.uid(), owner.gid());
    entry.setLastModifiedTime(like.getLastModifiedTime());
    return header(entry);
  }

  /// A new folder.
  TarStream folder(String name, ContainerUser owner) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true);
    entry.setIds(owner.uid(), owner.gid());
    entry.setModTime(TIME.toEpochMilli());
    return header(entry);
  }

  private TarStream add(TarArchiveEntry entry, long size, Supplier<InputStream> content)
      throws IOException {
    entry.setSize(size);
    entry.setModTime(TIME.toEpochMilli());
    header(entry);
    parts.add(content);
    parts.add(() -> new ByteArrayInputStream(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]));
    return this;
  }

  // The stream that would write the content too is left open: that would check it.
  @SuppressWarnings("resource")
  private TarStream header(TarArchiveEntry entry) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var tar = new TarArchiveOutputStream(bytes, BLOCK, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    tar.putArchiveEntry(entry);
    tar.flush();
    parts.add(() -> new ByteArrayInputStream(bytes.toByteArray()));
    return this;
  }

  /// All of it; files are opened one after the other.
  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing younger
  InputStream stream() {
    List<Supplier<InputStream>> all = new ArrayList<>(parts);
    all.add(() -> new ByteArrayInputStream(new byte[2 * BLOCK]));
    Iterator<InputStream> opened = all.stream().map(Supplier::get).iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return opened.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return opened.next();
          }
        });
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }
}
