package dev.carafe.samples.twoimages;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A model in onnxruntime. Threads may share it.
record OnnxModel(OrtSession session) {
  static OnnxModel open(Path file) throws OrtException {
    return new OnnxModel(OrtEnvironment.getEnvironment().createSession(file.toString()));
  }

  String inputs() throws OrtException {
    return session.getInputInfo().values().stream()
        .map(OnnxModel::described)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String described(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? node.getName() + " " + tensor.type + Arrays.toString(tensor.getShape())
        : node.getName();
  }
}
