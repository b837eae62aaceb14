package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ExecOutput;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// A command beside the agent of a container, as its user and with its environment, secrets
/// included. It ends with the container.
record ExecutedCommand(DockerClient docker, Running container, List<String> command) {
  int run(InputStream in, ExecOutput output) throws InterruptedException {
    try {
      String exec = create();
      var frames = new Frames(output);
      try {
        docker.execStartCmd(exec).withStdIn(in).exec(frames).awaitCompletion();
      } finally {
        frames.end();
      }
      Long code = docker.inspectExecCmd(exec).exec().getExitCodeLong();
      return code == null ? ExitWords.UNKNOWN : Math.toIntExact(code);
    } catch (DockerException e) {
      throw new EngineException(
          "Running %s in container %s failed: %s"
              .formatted(command.getFirst(), container.id(), OwnContainers.words(e)),
          e);
    }
  }

  private String create() {
    List<String> whole =
        new ArrayList<>(
            List.of("/bin/sh", "-c", Creation.SCRIPT, Layout.own(ContainerFolder.ENVIRONMENT)));
    whole.addAll(command);
    return docker
        .execCreateCmd(container.dockerId())
        .withCmd(whole.toArray(String[]::new))
        .withAttachStdin(true)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .exec()
        .getId();
  }

  private static final class Frames extends ResultCallback.Adapter<Frame> {
    private final ExecOutput output;

    Frames(ExecOutput output) {
      this.output = output;
    }

    @Override
    public void onNext(Frame frame) {
      if (frame.getStreamType() == StreamType.STDERR) {
        output.err(frame.getPayload());
      } else {
        output.out(frame.getPayload());
      }
    }

    void end() {
      try {
        close();
      } catch (java.io.IOException e) {
        // the connection is gone, which is what was asked for
      }
    }
  }
}
