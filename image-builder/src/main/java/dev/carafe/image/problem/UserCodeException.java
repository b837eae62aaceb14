package dev.carafe.image.problem;

import java.util.List;
import java.util.stream.Collectors;

/// User code cannot be built or deployed: carries all that is wrong with it, in the order of files
/// and lines.
public final class UserCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public UserCodeException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public UserCodeException(Problem problem) {
    this(List.of(problem));
  }

  /// All that is wrong, at least one.
  public List<Problem> problems() {
    return problems;
  }
}
