package dev.carafe.docker;

import dev.carafe.model.file.ContainerUser;
import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Tests that start a Docker daemon of their own, beside the one of this machine: that takes root
/// and `dockerd`. Where they are missing they are skipped, and say why; where
/// `CARAFE_DOCKER=required` is set, they fail instead.
@NeedsDocker
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsOwnDaemon.Condition.class)
public @interface NeedsOwnDaemon {

  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (ContainerUser.ofServer().isRoot() && onPath("dockerd")) {
        return ConditionEvaluationResult.enabled("root, and dockerd is installed");
      }
      String lack = "a Docker daemon of the test's own takes root and dockerd";
      if ("required".equals(System.getenv("CARAFE_DOCKER"))) {
        throw new AssertionError(lack);
      }
      return ConditionEvaluationResult.disabled(lack);
    }

    private static boolean onPath(String program) {
      return Stream.of(System.getenv("PATH").split(File.pathSeparator))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
  }
}
