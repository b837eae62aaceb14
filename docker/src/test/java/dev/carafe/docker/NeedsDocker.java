package dev.carafe.docker;

import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.spi.EngineException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Tests that need a Docker daemon. Without one they are skipped, and say why; where
/// `CARAFE_DOCKER=required` is set, they fail instead.
@Tag("docker")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
public @interface NeedsDocker {

  /// Looks for the daemon once.
  final class Condition implements ExecutionCondition {
    private static final ConditionEvaluationResult RESULT = look();

    private static ConditionEvaluationResult look() {
      try (Daemon daemon = Daemon.connect(System.getenv())) {
        return ConditionEvaluationResult.enabled("Docker " + daemon.version());
      } catch (EngineException e) {
        if ("required".equals(System.getenv("CARAFE_DOCKER"))) {
          throw e;
        }
        return ConditionEvaluationResult.disabled(e.getMessage());
      }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return RESULT;
    }
  }
}
