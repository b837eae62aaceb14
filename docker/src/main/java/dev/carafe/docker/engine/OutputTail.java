package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The last lines a container wrote before and beside the agent's own capture.
final class OutputTail {
  private static final int LINES = 50;
  private static final int SECONDS = 5;

  private OutputTail() {}

  static List<String> of(DockerClient docker, String container) {
    Text text = new Text();
    try (text) {
      docker
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(LINES)
          .exec(text);
      var _ = text.awaitCompletion(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException | RuntimeException e) {
      return List.of(); // without its words, then
    }
    return text.lines();
  }

  private static final class Text extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void onNext(Frame frame) {
      bytes.writeBytes(frame.getPayload());
    }

    synchronized List<String> lines() {
      return bytes
          .toString(StandardCharsets.UTF_8)
          .lines()
          .map(String::stripTrailing)
          .filter(l -> !l.isEmpty())
          .toList();
    }
  }
}
