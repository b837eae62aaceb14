package dev.carafe.client.weights;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a file is that was taken for weights in another format, told by its first bytes.
record ForeignFormat(String magic, String sentence) {
  static final String GGUF = "GGUF";

  /// How many bytes are looked at.
  static final int LOOKED_AT = 64;

  private static final String PYTORCH =
      " Convert it once, where it was made, with safetensors.torch.save_file(model.state_dict(),"
          + " \"model.safetensors\"); many repositories have a .safetensors beside it.";

  private static final List<ForeignFormat> KNOWN =
      List.of(
          new ForeignFormat(
              "version https://git-lfs",
              "It is a Git LFS pointer, which stands for the weights. Fetch them: git lfs pull, or"
                  + " HubDownload."),
          new ForeignFormat("PK\3\4", "It is a zip, as torch.save writes." + PYTORCH),
          new ForeignFormat("\u0080\2", "It is a Python pickle." + PYTORCH),
          new ForeignFormat("\u0080\3", "It is a Python pickle." + PYTORCH),
          new ForeignFormat("\u0080\4", "It is a Python pickle." + PYTORCH),
          new ForeignFormat("\u0080\5", "It is a Python pickle." + PYTORCH),
          new ForeignFormat(GGUF, "It is a GGUF file. Open it with Gguf.map(path)."),
          new ForeignFormat(
              "\u0089HDF\r\n", "It is HDF5, as Keras writes. Save the model as safetensors."),
          new ForeignFormat("\u0093NUMPY", "It is a NumPy array. Save it as safetensors."),
          new ForeignFormat("\u001f\u008b", "It is compressed. Unpack it: gunzip."),
          new ForeignFormat(
              "<",
              "It is HTML or XML: most likely what a server said instead of the"
                  + " file. Look into it, and fetch the file again."),
          new ForeignFormat(
              "{",
              "It is JSON: an index or a configuration, or what a server said"
                  + " instead of the file. A shard index ends in .safetensors.index.json."));

  /// What those first bytes say, if anything.
  static Optional<ForeignFormat> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return KNOWN.stream()
        .filter(known -> text.startsWith(known.magic) || text.strip().startsWith(known.magic))
        .findFirst();
  }
}
