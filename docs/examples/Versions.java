import dev.carafe.annotations.App;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import dev.carafe.client.VolumeVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The versions of a Volume, from a program. Its parts are quoted in the guide.
@App("versions")
public final class Versions {

  @LocalEntrypoint
  static void main(Carafe carafe) throws IOException {
    Volume volume = carafe.volumes().getOrCreate("weights");
    try (BatchUpload upload = volume.batchUpload().force(true)) {
      upload.put(new ByteArrayInputStream(new byte[100]), "/model.safetensors");
    }
    VolumeVersion newest = volume.versions().getFirst();
    List<FileEntry> before = volume.version(1).list("/", true);
    long restored = volume.restore(newest.version());
    try (InputStream header = volume.read("/model.safetensors", 0, 8)) {
      System.out.println(header.readAllBytes().length + " bytes of v" + restored);
    }
    System.out.println(before.size() + " files at first");
  }
}
