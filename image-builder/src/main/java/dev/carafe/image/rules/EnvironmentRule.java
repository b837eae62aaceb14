package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.Value;
import dev.carafe.image.rules.Report.Form;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Secrets are named, variables and labels are `K=V`.
final class EnvironmentRule implements Rule {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern VARIABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*=[^=]*");
  private static final Form SECRET_FORM =
      new Form(
          "name of a secret",
          "secrets are named here, with letters, digits, '-', '_' or '.'; their values stay on the"
              + " server",
          "run carafe secret create NAME KEY=-, and write NAME here");
  private static final Form VARIABLE_FORM =
      new Form(
          "environment variable",
          "a variable is KEY=VALUE, its key letters, digits and '_'",
          "write it like \"OMP_NUM_THREADS=2\"");
  private static final Form LABEL_FORM =
      new Form("node label", "a label is KEY=VALUE", "write it like \"disk=ssd\"");

  @Override
  public void check(Program program, Report report) {
    Rule.perService(
            (service, _, r) -> {
              checkEach(service, r);
              r.eachText(service, "nodeSelector", text -> match(LABEL, text), LABEL_FORM);
            })
        .check(program, report);
    program.own().stream()
        .flatMap(c -> c.annotation("App").stream())
        .forEach(
            app -> {
              checkEach(app, report);
              app.type("image")
                  .ifPresent(
                      image -> ImageRule.checkImage(image, app.placeOf("image"), program, report));
            });
  }

  private static void checkEach(AnnotationDeclared owner, Report report) {
    report.eachText(owner, "secrets", text -> match(SECRET, text), SECRET_FORM);
    report.eachText(owner, "env", text -> match(VARIABLE, text), VARIABLE_FORM);
    Set<String> keys = new HashSet<>();
    for (Value value : owner.list("env")) {
      if (value instanceof Value.Text text && !keys.add(text.text().split("=", 2)[0])) {
        report.add(
            text.place(),
            "variable %s is set twice".formatted(text.text().split("=", 2)[0]),
            "a variable has one value",
            "remove one of the two");
      }
    }
  }

  private static void match(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
  }
}
