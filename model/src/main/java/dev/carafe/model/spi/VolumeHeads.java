package dev.carafe.model.spi;

import dev.carafe.model.id.BlobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The durable heads and versions of Volumes: which manifest each version of each Volume is. One
/// transaction each.
public interface VolumeHeads {

  /// One version of a Volume: its number (1 for the first, which is empty), its manifest, when and
  /// by whom it was made.
  record VolumeVersion(String volume, long number, BlobId manifest, Instant at, String by) {}

  /// The newest version of a Volume; empty when there is no such Volume.
  Optional<VolumeVersion> head(String volume);

  /// All Volumes' newest versions, by name.
  List<VolumeVersion> heads();

  /// All kept versions of a Volume, newest first.
  List<VolumeVersion> versions(String volume);

  /// The manifests of all kept versions of all Volumes, as they were at one moment.
  Set<BlobId> manifests();

  /// Makes `next` the head if the head's number is still `next.number() - 1` (0 when the Volume is
  /// new). Durable when it returns true.
  boolean advance(VolumeVersion next);

  /// Moves a Volume with its versions to a new name. False when the old one is missing or the new
  /// one exists.
  boolean rename(String volume, String newName);

  /// Forgets all but the newest versions of a Volume, `kept` (at least one) of them; returns how
  /// many went.
  int keepNewest(String volume, int kept);

  /// Forgets a Volume and its versions. False when there was none.
  boolean delete(String volume);
}
