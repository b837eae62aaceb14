package dev.carafe.image.rules;

import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Problem;
import java.util.List;

/// All rules for annotated classes.
public final class Rules {
  private static final List<Rule> TABLE =
      List.of(
          new AppRule(),
          new NameRule(),
          Rule.perClass(ClsRule::check),
          Rule.perClass(ParameterRule::check),
          Rule.perMethod(HookRule::check),
          Rule.perMethod(MethodRule::check),
          Rule.perMethod(FunctionRule::check),
          Rule.perMethod(EntrypointRule::check),
          Rule.perMethod(BatchedRule::check),
          Rule.perMethod(ScheduleRule::check),
          new WebRule(),
          Rule.perMethod(TravelRule::check),
          Rule.perService(ResourceRule::check),
          Rule.perService(ScalingRule::check),
          Rule.perClass(ScalingRule::checkConcurrent),
          Rule.perService(TimeRule::check),
          Rule.perService(ImageRule::check),
          new MountRule(),
          new EnvironmentRule());

  private Rules() {}

  /// All that is wrong with a program, in the order of files and lines.
  public static List<Problem> check(Program program) {
    var report = new Report();
    TABLE.forEach(rule -> rule.check(program, report));
    return report.problems();
  }
}
