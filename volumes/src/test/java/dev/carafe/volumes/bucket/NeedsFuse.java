package dev.carafe.volumes.bucket;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Tests that mount buckets. Where that cannot be they are skipped, and say why; with
/// `CARAFE_FUSE=required` they fail instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsFuse.Condition.class)
public @interface NeedsFuse {

  /// Looks at this machine.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> lack = FuseHost.lacks(System.getenv("PATH"));
      if (lack.isPresent() && "required".equals(System.getenv("CARAFE_FUSE"))) {
        throw new IllegalStateException(lack.get());
      }
      return lack.map(ConditionEvaluationResult::disabled)
          .orElseGet(() -> ConditionEvaluationResult.enabled("s3fs and /dev/fuse"));
    }
  }
}
