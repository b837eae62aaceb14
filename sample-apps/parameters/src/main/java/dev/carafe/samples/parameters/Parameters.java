package dev.carafe.samples.parameters;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One class serves two models of one Volume: each value of its `@Parameter` is a pool of
/// containers of its own.
@App("parameters")
public final class Parameters {
  static final String MODELS = "sentiment-models";

  /// Puts both models into the Volume.
  @Function(volumes = @Mount(volume = MODELS, path = "/models"))
  public static void install() throws IOException {
    Files.write(
        Path.of("/models/english.tsv"), List.of("good\t1", "lovely\t2", "bad\t-1", "awful\t-2"));
    Files.write(
        Path.of("/models/german.tsv"),
        List.of("gut\t1", "herrlich\t2", "schlecht\t-1", "furchtbar\t-2"));
    Volume.mounted(MODELS).commit();
  }

  /// Says whether a text is friendly, with the model it is made for.
  @Cls(volumes = @Mount(volume = MODELS, path = "/models", readOnly = true))
  public static class Sentiment {
    @Parameter String modelId = "english";
    private final Map<String, Integer> weights = new HashMap<>();

    @Enter
    public void load() throws IOException {
      for (String line : Files.readAllLines(Path.of("/models", modelId + ".tsv"))) {
        String[] wordAndWeight = line.split("\t");
        weights.put(wordAndWeight[0], Integer.valueOf(wordAndWeight[1]));
      }
    }

    @Method
    public int score(String text) {
      return List.of(text.toLowerCase(Locale.ROOT).split("\\W+")).stream()
          .mapToInt(word -> weights.getOrDefault(word, 0))
          .sum();
    }
  }

  /// Asks both models about both texts: each knows the words of its own language alone.
  @LocalEntrypoint
  public static void main(Carafe carafe) {
    carafe.remote(Parameters::install);
    var english = carafe.cls(Sentiment.class); // the default
    var german = carafe.cls(Sentiment.class).with("modelId", "german");

    for (String text : List.of("What a lovely day", "Was ist das Wetter furchtbar")) {
      System.out.printf(
          "%-30s english %+d   german %+d%n",
          text, english.remote(Sentiment::score, text), german.remote(Sentiment::score, text));
    }
  }
}
