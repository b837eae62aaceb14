import dev.carafe.annotations.App;
import dev.carafe.annotations.Batched;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Concurrent;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import dev.carafe.annotations.Retries;
import dev.carafe.client.Call;
import dev.carafe.client.CallContext;
import dev.carafe.client.Carafe;
import dev.carafe.client.CarafeException;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.MapOptions;
import dev.carafe.client.Outcome;
import dev.carafe.client.RemoteException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every way to call a function. Its parts are quoted in the guide.
@App("calling")
public final class Calling {

  public record Word(String text, int length) {}

  /// Measures a word.
  @Function(maxContainers = 2)
  public static Word measure(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a blank has no length worth knowing");
    }
    return new Word(text, text.length());
  }

  @Cls
  @Concurrent(max = 8)
  public static class Greeter {
    @Parameter String greeting = "Hello";
    private String mark = "?";

    @Enter
    void open() {
      mark = "!";
    }

    @Method
    public String greet(String name) {
      return "%s, %s%s".formatted(greeting, name, mark);
    }

    @Method
    @Batched(maxSize = 64, maxWait = "20ms")
    public List<String> greetAll(List<String> names) {
      return names.stream().map(this::greet).toList();
    }

    @Method
    public Stream<String> letters(String name) {
      return greet(name).chars().mapToObj(c -> String.valueOf((char) c));
    }

    @Exit
    void close() {
      System.out.println("the greeter goes");
    }
  }

  /// Fails twice, then does it.
  @Function(
      timeout = "20s",
      retries = @Retries(value = 3, initialDelay = "100ms", backoff = 2.0, maxDelay = "5s"))
  public static String flaky() {
    int attempt = CallContext.current().attempt();
    if (attempt < 3) {
      throw new IllegalStateException("attempt %d fails".formatted(attempt));
    }
    return "attempt %d did it".formatted(attempt);
  }

  /// All of it, one after the other.
  @LocalEntrypoint
  static void main(Carafe carafe) {
    functions(carafe);
    classes(carafe);
    streams(carafe);
    failures(carafe);
    System.out.println(carafe.remote(Calling::flaky));
  }

  static void functions(Carafe carafe) {
    Word word = carafe.remote(Calling::measure, "carafe"); // waits for the result
    System.out.println(word);

    Call<Word> call = carafe.spawn(Calling::measure, "later"); // durable once this returns
    String id = call.id();
    System.out.println(call.get(Duration.ofSeconds(30)));

    Call<Word> again = carafe.call(id, Word.class); // from any program, up to 7 days after its end
    System.out.println(again.isDone());

    // without the classes
    int length = carafe.function("calling", "measure").remote(Word.class, "named").length();
    System.out.println(length);
  }

  static void classes(Carafe carafe) {
    ClsHandle<Greeter> plain = carafe.cls(Greeter.class);
    ClsHandle<Greeter> polite = plain.with("greeting", "Good evening"); // containers of its own
    System.out.println(plain.remote(Greeter::greet, "Ann"));
    System.out.println(polite.remote(Greeter::greet, "Ann"));

    // one name goes in, one greeting comes out; the server forms the lists
    System.out.println(plain.remote(Greeter::greetAll, "Bob"));

    // other settings than deployed: a pool beside the deployed one
    var larger = plain.options(o -> o.memory("512MiB").maxContainers(1));
    System.out.println(larger.remote(Greeter::greet, "Cid"));

    try (var here = carafe.cls(Greeter.class)) {
      System.out.println(here.local(Greeter::greet, "Dee")); // in this JVM, hooks and all
    }
  }

  static void streams(Carafe carafe) {
    List<String> names = List.of("one", "three", "seventeen");
    try (Stream<Word> words = carafe.map(Calling::measure, names)) { // lazy, parallel, in order
      words.forEach(System.out::println);
    }
    try (Stream<Word> words = carafe.map(Calling::measure, names, MapOptions.unordered())) {
      System.out.println(words.mapToInt(Word::length).sum());
    }
    try (Stream<String> letters = carafe.cls(Greeter.class).stream(Greeter::letters, "Eve")) {
      letters.limit(5).forEach(System.out::print); // each as it is made; closing ends the rest
    }
    System.out.println();
  }

  static void failures(Carafe carafe) {
    try {
      carafe.remote(Calling::measure, " ");
    } catch (RemoteException e) {
      System.out.println(e.getCause().getMessage());
      System.out.println("on attempt " + e.attempt());
    }
    List<String> some = Arrays.asList("good", " ");
    try (var outcomes = carafe.map(Calling::measure, some, MapOptions.keepFailures())) {
      outcomes.forEach(
          outcome ->
              System.out.println(
                  switch (outcome) {
                    case Outcome.Value<Word>(Word word) -> "value: " + word.length();
                    case Outcome.Failure<Word>(CarafeException e) ->
                        "failure: " + e.getClass().getSimpleName();
                  }));
    }
  }

  /// The same from a program of its own: `java` with the app and the client on the class path.
  public static void main(String[] arguments) {
    try (Carafe carafe = Carafe.connect()) {
      System.out.println(carafe.remote(Calling::measure, "hello"));
    }
  }
}
