package dev.carafe.volumes.fake;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Heads before and after whose every use something else happens: what other threads may do there,
/// in an order that can be played again.
public final class InterposedHeads implements VolumeHeads {
  private final VolumeHeads heads;
  private final Runnable others;

  public InterposedHeads(VolumeHeads heads, Runnable others) {
    this.heads = heads;
    this.others = others;
  }

  private interface Use<T> {
    T run();
  }

  private <T> T between(Use<T> use) {
    others.run();
    T result = use.run();
    others.run();
    return result;
  }

  @Override
  public Optional<VolumeVersion> head(String volume) {
    return between(() -> heads.head(volume));
  }

  @Override
  public List<VolumeVersion> heads() {
    return between(heads::heads);
  }

  @Override
  public List<VolumeVersion> versions(String volume) {
    return between(() -> heads.versions(volume));
  }

  @Override
  public Set<BlobId> manifests() {
    return between(heads::manifests);
  }

  @Override
  public boolean advance(VolumeVersion next) {
    return between(() -> heads.advance(next));
  }

  @Override
  public int keepNewest(String volume, int kept) {
    return between(() -> heads.keepNewest(volume, kept));
  }

  @Override
  public boolean rename(String volume, String newName) {
    return between(() -> heads.rename(volume, newName));
  }

  @Override
  public boolean delete(String volume) {
    return between(() -> heads.delete(volume));
  }
}
