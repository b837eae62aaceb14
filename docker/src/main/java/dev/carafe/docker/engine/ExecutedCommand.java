package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ExecOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// A command beside the agent of a container, as its user and with its environment, secrets
/// included. It ends with the container.
record ExecutedCommand(
    DockerClient docker,
    Running container,
    ContainerFolder folder,
    ContainerUser user,
    List<String> command) {
  private static final String SCRIPT = ". \"$0\"; in=$1; shift; exec \"$@\" <\"$in\"";

  int run(InputStream in, ExecOutput output) throws InterruptedException {
    try (NamedPipe pipe = NamedPipe.in(folder.root(), user)) {
      pipe.feed(in);
      String exec = create(pipe.name());
      boolean ended = false;
      try (var frames = new Frames(output)) {
        docker.execStartCmd(exec).exec(frames).awaitCompletion();
        ended = true;
      } finally {
        if (!ended) {
          kill(exec);
        }
      }
      Long code = docker.inspectExecCmd(exec).exec().getExitCodeLong();
      return code == null ? ExitWords.UNKNOWN : Math.toIntExact(code);
    } catch (DockerException | IOException e) {
      throw new EngineException(
          "Running %s in container %s failed: %s"
              .formatted(command.getFirst(), container.id(), OwnContainers.words(e)),
          e);
    }
  }

  private String create(String pipe) {
    List<String> whole =
        new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, Layout.own(ContainerFolder.ENVIRONMENT)));
    whole.add(Layout.own(pipe));
    whole.addAll(command);
    return docker
        .execCreateCmd(container.dockerId())
        .withCmd(whole.toArray(String[]::new))
        .withAttachStdout(true)
        .withAttachStderr(true)
        .exec()
        .getId();
  }

  /// Docker has no way to end a command: it is ended as a process of this machine, where the server
  /// may do that, as root.
  private void kill(String exec) {
    Long pid = docker.inspectExecCmd(exec).exec().getPidLong();
    if (pid != null && HostProcesses.isOf(container.dockerId(), pid)) {
      ProcessHandle.of(pid)
          .ifPresent(
              command -> {
                command.descendants().forEach(ProcessHandle::destroyForcibly);
                command.destroyForcibly();
              });
    }
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
  }
}
