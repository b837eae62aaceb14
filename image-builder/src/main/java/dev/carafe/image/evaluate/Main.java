package dev.carafe.image.evaluate;

import dev.carafe.annotations.Image;
import dev.carafe.annotations.ImageDefinition;
import dev.carafe.annotations.ImageStep;
import dev.carafe.annotations.StepOptions;
import dev.carafe.annotations.reference.MethodReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The child JVM that evaluates image definitions: `Main OUTPUT CLASS…` writes the steps of each
/// class to the file OUTPUT. Needs the JDK and Carafe's annotations alone, so that the user's
/// libraries meet no others.
public final class Main {
  private Main() {}

  /// Runs it; what goes wrong in user code is written to OUTPUT too.
  public static void main(String[] arguments) throws Exception {
    var lines = new ArrayList<String>();
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      evaluate(name, lines);
    }
    Files.write(Path.of(arguments[0]), lines);
    // user code may have started threads that would keep this JVM alive
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void evaluate(String name, List<String> lines) {
    try {
      Image image = definition(name).define();
      lines.add(Line.of("image", name));
      image.steps().forEach(step -> lines.add(line(step)));
    } catch (InvocationTargetException e) {
      lines.add(Line.of("failed", name, trace(e.getTargetException())));
    } catch (ReflectiveOperationException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      lines.add(Line.of("failed", name, trace(e)));
    }
  }

  private static ImageDefinition definition(String name) throws ReflectiveOperationException {
    var constructor = Class.forName(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (ImageDefinition) constructor.newInstance();
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String line(ImageStep step) {
    return switch (step) {
      case ImageStep.DebianSlim _ -> Line.of("debianSlim");
      case ImageStep.FromRegistry s -> Line.of("fromRegistry", s.reference(), s.secret());
      case ImageStep.FromDockerfile s -> Line.of("fromDockerfile", s.path());
      case ImageStep.AptInstall s -> Line.of("aptInstall", s.packages());
      case ImageStep.MavenInstall s -> Line.of("mavenInstall", s.coordinates());
      case ImageStep.RunCommands s -> Line.of("runCommands", with(s.options(), s.commands()));
      case ImageStep.RunFunction s ->
          Line.of("runFunction", with(s.options(), function(s.function(), s.arguments())));
      case ImageStep.Env s -> Line.of("env", s.key(), s.value());
      case ImageStep.Workdir s -> Line.of("workdir", s.path());
      case ImageStep.AddLocalFile s -> Line.of("addLocalFile", s.source(), s.target());
      case ImageStep.AddLocalDir s -> Line.of("addLocalDir", s.source(), s.target());
      case ImageStep.ForceBuild _ -> Line.of("forceBuild");
    };
  }

  /// Three words of options, each a line an element, then the rest.
  private static List<String> with(StepOptions options, List<String> words) {
    var all = new ArrayList<String>();
    all.add(String.join("\n", options.secrets()));
    all.add(String.join("\n", options.volumes()));
    all.add(String.join("\n", options.gpu()));
    all.addAll(words);
    return all;
  }

  private static List<String> function(MethodReference function, List<Object> arguments) {
    var words = new ArrayList<String>();
    SerializedLambda lambda = lambda(function);
    words.add(lambda.getImplClass().replace('/', '.') + "::" + lambda.getImplMethodName());
    words.add(lambda.getImplMethodSignature());
    arguments.forEach(a -> words.add(JsonText.of(a)));
    return words;
  }

  /// A serialisable method reference tells its own name.
  private static SerializedLambda lambda(MethodReference function) {
    try {
      Method replace = function.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      var lambda = (SerializedLambda) replace.invoke(function);
      if (lambda.getImplMethodName().startsWith("lambda$")) {
        throw new IllegalArgumentException(
            "runFunction takes a method reference, like Embeddings::downloadModel, not a lambda");
      }
      if (lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic) {
        throw new IllegalArgumentException(
            "runFunction takes a static method; %s is none. Make it static"
                .formatted(lambda.getImplMethodName()));
      }
      return lambda;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "runFunction takes a method reference, like Embeddings::downloadModel", e);
    }
  }
}
