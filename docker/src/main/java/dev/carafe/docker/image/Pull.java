package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Pulls from a registry. One that does not answer is given up soon, one that sends is waited for.
final class Pull {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final DockerClient docker;

  Pull(DockerClient docker) {
    this.docker = docker;
  }

  /// Why it could not be pulled, empty when it was.
  Optional<String> pull(
      String reference, Optional<AuthConfig> credentials, Consumer<String> lines) {
    try (var answers = new Answers(lines)) {
      PullImageCmd pull = docker.pullImageCmd(tagged(reference));
      credentials.ifPresent(pull::withAuthConfig);
      pull.exec(answers);
      if (!answers.first.await(FIRST_ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of("no answer within %d s".formatted(FIRST_ANSWER.toSeconds()));
      }
      return answers.awaitCompletion(LONGEST.toMinutes(), TimeUnit.MINUTES)
          ? answers.failure
          : Optional.of("not finished after %d min".formatted(LONGEST.toMinutes()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (DockerException | DockerClientException e) {
      return Optional.of(Reason.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Pulling " + reference + " failed", e);
    }
  }

  /// Without a tag the engine would pull all of them.
  private static String tagged(String reference) {
    boolean tagged = reference.indexOf(':', reference.lastIndexOf('/') + 1) >= 0;
    return tagged ? reference : reference + ":latest";
  }

  /// The first status of an unreachable registry is its failure.
  private static final class Answers extends ResultCallback.Adapter<PullResponseItem> {
    private final CountDownLatch first = new CountDownLatch(1);
    private final Consumer<String> lines;
    private volatile Optional<String> failure = Optional.empty();

    private Answers(Consumer<String> lines) {
      this.lines = lines;
    }

    @Override
    public void onNext(PullResponseItem item) {
      if (item.getErrorDetail() != null) {
        failure = Optional.of(String.valueOf(item.getErrorDetail().getMessage()));
      } else if (item.getStatus() != null && item.getProgressDetail() == null) {
        lines.accept(
            item.getId() == null ? item.getStatus() : item.getId() + " " + item.getStatus());
      }
      first.countDown();
    }

    @Override
    public void onError(Throwable thrown) {
      first.countDown();
      super.onError(thrown);
    }

    @Override
    public void onComplete() {
      first.countDown();
      super.onComplete();
    }
  }
}
