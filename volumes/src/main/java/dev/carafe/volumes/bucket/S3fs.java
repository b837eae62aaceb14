package dev.carafe.volumes.bucket;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.file.ContainerUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How s3fs is started. Keys are in no command: it reads them from a file of its owner's, or, when
/// they come with a token, from its own environment. What is in the bucket is shown as `owner`'s.
record S3fs(
    BucketMountSpec mount,
    BucketKeys keys,
    MountFolder folder,
    HostUser user,
    ContainerUser owner) {
  static final String PROGRAM = "s3fs";
  private static final String SAFE_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  List<String> command() {
    String prefix = mount.address().prefix();
    return List.of(
        PROGRAM,
        prefix.isEmpty() ? mount.address().name() : mount.address().name() + ":/" + prefix,
        folder.mount().toString(),
        "-f",
        "-o",
        String.join(",", options()));
  }

  private List<String> options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "url=" + endpoint(),
                "endpoint=" + keys.region(),
                "uid=" + owner.uid(),
                "gid=" + owner.gid(),
                "umask=0022",
                "nosuid",
                "nodev",
                "tmpdir=" + folder.scratch(),
                "parallel_count=8",
                "multipart_size=32",
                "stat_cache_expire=10",
                // an endpoint where nobody listens is an error of the reader's, in a minute or so
                "retries=2",
                "connect_timeout=10",
                "readwrite_timeout=20",
                "dbglevel=err"));
    if (keys.isPublic()) {
      options.add("public_bucket=1");
    } else if (!keys.temporary()) {
      options.add("passwd_file=" + folder.keys());
    }
    if (mount.pathStyle()) {
      options.add("use_path_request_style");
    }
    if (mount.readOnly()) {
      options.add("ro");
    }
    if (user.mayOpenToOthers()) {
      options.add("allow_other");
    }
    return options;
  }

  private String endpoint() {
    return mount.endpoint().isEmpty()
        ? "https://s3.%s.amazonaws.com".formatted(keys.region())
        : mount.endpoint();
  }

  /// The whole environment.
  Map<String, String> environment() {
    return keys.temporary()
        ? Map.of(
            "PATH", SAFE_PATH,
            "AWSACCESSKEYID", keys.accessKey(),
            "AWSSECRETACCESSKEY", keys.secretKey(),
            "AWSSESSIONTOKEN", keys.sessionToken())
        : Map.of("PATH", SAFE_PATH);
  }
}
