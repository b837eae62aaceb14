package dev.carafe.volumes.imports;

import dev.carafe.model.id.ShownName;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which object becomes the file at which path of the Volume, and which empty directories there
/// are. Keys that no path can hold are refused together, before anything is fetched.
record ImportPlan(NavigableMap<String, BucketObject> files, List<BucketObject> folders) {
  private static final int SHOWN = 5;

  /// Of the objects under a prefix: `root` is what their keys begin with, up to the last slash.
  static ImportPlan of(List<BucketObject> objects, String root, String target) {
    NavigableMap<String, BucketObject> files = new TreeMap<>();
    List<BucketObject> folders = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (BucketObject object : objects) {
      String below = object.key().substring(root.length());
      boolean folder = (below.isEmpty() || below.endsWith("/")) && object.size() == 0;
      if (below.isEmpty() && folder) {
        continue; // stands for the prefix itself
      }
      String name = folder ? below.substring(0, below.length() - 1) : below;
      if (!isPath(name)) {
        refused.add(object.key());
      } else if (folder) {
        folders.add(new BucketObject(join(target, name), 0, object.etag(), object.modified()));
      } else {
        files.put(join(target, name), object);
      }
    }
    refuse(
        refused,
        "have names that no path of a Volume can have (\"..\", \"//\", a slash at an end)");
    refuse(clashing(files, folders), "are objects, and have objects under them");
    return new ImportPlan(files, List.copyOf(folders));
  }

  private static boolean isPath(String name) {
    try {
      return !name.isEmpty() && VolumePath.normal(name).equals(name);
    } catch (VolumeException e) {
      return false;
    }
  }

  private static String join(String target, String name) {
    return target.isEmpty() ? name : target + "/" + name;
  }

  private static List<String> clashing(
      NavigableMap<String, BucketObject> files, List<BucketObject> folders) {
    List<String> clashing = new ArrayList<>();
    for (Map.Entry<String, BucketObject> file : files.entrySet()) {
      String under = file.getKey() + "/";
      String next = files.ceilingKey(under);
      if ((next != null && next.startsWith(under))
          || folders.stream().anyMatch(f -> (f.key() + "/").startsWith(under))) {
        clashing.add(file.getValue().key());
      }
    }
    return clashing;
  }

  private static void refuse(List<String> keys, String why) {
    if (!keys.isEmpty()) {
      String shown = String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size())));
      throw new VolumeException(
          VolumeException.Kind.INVALID,
          ShownName.of(
              "%d of the keys %s, so nothing was imported: %s%s. Rename these objects, or import a prefix without them"
                  .formatted(keys.size(), why, shown, keys.size() > SHOWN ? ", …" : "")));
    }
  }

  long bytes() {
    return files.values().stream().mapToLong(BucketObject::size).sum();
  }
}
