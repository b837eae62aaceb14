package dev.carafe.image.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carafe.image.build.UserCode;
import dev.carafe.image.classes.AppReader;
import dev.carafe.image.testing.Sources;
import dev.carafe.model.app.AppSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDiffTest {
  private static final String SHOP =
      """
      package shop;
      import dev.carafe.annotations.*;
      @App("shop")
      public class Shop {
        static int tax = 7;
        @Cls public static class Till {
          private int sum;
          @Enter void open() { sum = 1; }
          @Method public int add(int price) { sum += price; return sum; }
          @Method public int round(int price) { return Rounding.up(price); }
        }
        @Cls public static class Door {
          @Method public String bell() { return "ding"; }
        }
      }
      """;
  private static final String ROUNDING =
      """
      package shop;
      public class Rounding {
        Rounding() {}
        static int up(int price) { return price + 1; }
      }
      """;

  @TempDir Path root;
  private UserCode before = new UserCode(List.of(Path.of("")), List.of(), List.of(), Map.of());

  @BeforeEach
  void buildOnce() throws IOException {
    before = build("before", SHOP, ROUNDING);
  }

  private UserCode build(String name, String... sources) throws IOException {
    Path classes = Sources.compile(root.resolve(name), List.of("-parameters", "-g"), sources);
    return new UserCode(List.of(classes), List.of(), List.of(), Map.of());
  }

  private static AppSpec app(UserCode code) {
    return new AppReader(List.of()).read(List.of(code.target())).getFirst();
  }

  private CodeDiff after(String shop, String... others) throws IOException {
    String[] sources = new String[others.length + 1];
    sources[0] = shop;
    System.arraycopy(others, 0, sources, 1, others.length);
    UserCode code = build("after", sources);
    return CodeDiff.between(before, app(before), code, app(code));
  }

  private CodeDiff afterReplacing(String old, String with) throws IOException {
    assertThat(SHOP).contains(old);
    return after(SHOP.replace(old, with), ROUNDING);
  }

  private static ServiceDiff restarts(String service, String why) {
    return new ServiceDiff(service, Optional.of(why), List.of("shop.Shop$" + service));
  }

  @Test
  void aNewMethodBodyIsTakenByTheServiceThatHasIt() throws IOException {
    CodeDiff diff = afterReplacing("return sum;", "return -sum;");

    assertThat(diff.classes()).containsOnlyKeys("shop.Shop$Till");
    assertThat(diff.services())
        .containsExactly(new ServiceDiff("Till", Optional.empty(), List.of("shop.Shop$Till")));
  }

  @Test
  void aNewBodyInAClassThatIsUsedIsTakenByItsUsersAlone() throws IOException {
    CodeDiff diff = after(SHOP, ROUNDING.replace("+ 1", "+ 2"));

    assertThat(diff.services())
        .containsExactly(new ServiceDiff("Till", Optional.empty(), List.of("shop.Rounding")));
  }

  @Test
  void nothingDiffersWhereNothingChanged() throws IOException {
    CodeDiff diff = after(SHOP, ROUNDING);

    assertThat(diff.classes()).isEmpty();
    assertThat(diff.services()).isEmpty();
  }

  @Test
  void aLineThatMovesIsNoChangeOfWhatHasRun() throws IOException {
    CodeDiff diff = afterReplacing("private int sum;", "// what is in it\n    private int sum;");

    assertThat(diff.services()).extracting(ServiceDiff::restart).containsOnly(Optional.empty());
  }

  @Test
  void aFieldMoreStartsItsServiceAnew() throws IOException {
    assertThat(afterReplacing("private int sum;", "private int sum, count;").services())
        .containsExactly(restarts("Till", "field count was added"));
  }

  @Test
  void aMethodLessStartsItsServiceAnew() throws IOException {
    before =
        build(
            "more", SHOP.replace("private int sum;", "private int sum; void idle() {}"), ROUNDING);

    assertThat(after(SHOP, ROUNDING).services())
        .containsExactly(restarts("Till", "method idle() was removed"));
  }

  @Test
  void aLambdaMoreStartsItsServiceAnew() throws IOException {
    assertThat(
            afterReplacing(
                    "return sum;",
                    "java.util.function.IntSupplier s = () -> sum; return s.getAsInt();")
                .services())
        .containsExactly(restarts("Till", "a lambda was added or removed"));
  }

  @Test
  void whatHasRunAlreadyStartsItsServiceAnew() throws IOException {
    assertThat(afterReplacing("sum = 1;", "sum = 2;").services())
        .containsExactly(restarts("Till", "its @Enter method open changed and has run already"));
    assertThat(afterReplacing("private int sum;", "private int sum = 3;").services())
        .containsExactly(
            restarts(
                "Till",
                "a constructor or a field's first value changed and the object is made already"));
  }

  @Test
  void aConstructorOfAClassThatIsNoServiceIsTaken() throws IOException {
    CodeDiff diff =
        after(
            SHOP.replace("Rounding.up(price)", "new Rounding().hashCode()"),
            ROUNDING.replace("Rounding() {}", "Rounding() { System.out.println(); }"));

    assertThat(diff.services()).extracting(ServiceDiff::restart).containsOnly(Optional.empty());
  }

  @Test
  void anotherDeclarationStartsTheServiceAnew() throws IOException {
    CodeDiff diff =
        afterReplacing("@Cls public static class Door", "@Cls(cpu = 2) public static class Door");

    assertThat(diff.services()).containsExactly(restarts("Door", "its resources changed"));
  }

  @Test
  void anotherResourceFileStartsAllAnew() throws IOException {
    Files.writeString(before.target().resolve("prices.txt"), "1");

    assertThat(after(SHOP, ROUNDING).services())
        .extracting(ServiceDiff::service, ServiceDiff::restart)
        .containsExactlyInAnyOrder(
            tuple("Door", Optional.of("file prices.txt changed")),
            tuple("Till", Optional.of("file prices.txt changed")));
  }
}
