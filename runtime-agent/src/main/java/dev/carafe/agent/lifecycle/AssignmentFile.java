package dev.carafe.agent.lifecycle;

import dev.carafe.agent.lifecycle.Assignment.Callable;
import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.HookSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.protocol.wire.AgentConfig.VolumeView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file an engine hands to its container: an `AgentConfig` as JSON.
public final class AssignmentFile {
  private AssignmentFile() {}

  /// Reads the file and removes it, as it holds the token.
  public static Assignment take(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    Files.delete(file);
    return parse(json);
  }

  /// Reads the file and leaves it.
  public static Assignment read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /// The assignment in an `AgentConfig` as `ModelJson` writes it.
  public static Assignment parse(byte[] json) throws IOException {
    JsonTree config = JsonTree.read(json);
    JsonTree service = config.child("service");
    return new Assignment(
        config.text("container"),
        config.text("serverAddress"),
        config.text("token"),
        config.text("app"),
        service.text("name"),
        service.text("className"),
        service.children("parameters", AssignmentFile::parameter),
        service.children("enter", AssignmentFile::hook),
        service.children("exit", AssignmentFile::hook),
        service.children("functions", AssignmentFile::callable),
        config.child("parameters").textMap(),
        config.children("volumes", AssignmentFile::volume));
  }

  private static ParameterSpec parameter(JsonTree tree) {
    return new ParameterSpec(
        tree.text("declaringClass"),
        tree.text("name"),
        ParameterSpec.Type.valueOf(tree.text("type")),
        tree.text("javaType"),
        tree.texts("enumConstants"),
        tree.optionalText("defaultText"));
  }

  private static HookSpec hook(JsonTree tree) {
    return new HookSpec(tree.text("declaringClass"), tree.text("method"));
  }

  private static Callable callable(JsonTree tree) {
    return new Callable(
        tree.text("name"),
        tree.text("method"),
        tree.text("descriptor"),
        tree.flag("isStatic"),
        tree.children(
            "arguments",
            a -> new ArgumentSpec(a.text("name"), a.text("type"), a.optionalText("defaultText"))),
        tree.flag("generator"),
        tree.has("batched"));
  }

  private static VolumeView volume(JsonTree tree) {
    return new VolumeView(tree.text("volume"), tree.text("path"), tree.flag("readOnly"));
  }
}
