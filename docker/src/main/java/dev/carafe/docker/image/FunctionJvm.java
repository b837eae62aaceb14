package dev.carafe.docker.image;

import com.github.dockerjava.api.model.Mount;
import dev.carafe.docker.engine.Mounts;
import dev.carafe.docker.image.ImagePlan.Setting;
import dev.carafe.model.app.ImageStepSpec.RunFunction;
import dev.carafe.model.jvm.AgentJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The JVM that runs a function while an image is built. All of it lies below `/dev` of the
/// container, which is no part of its layer. `runtime` is a Java runtime on this host.
record FunctionJvm(Supplier<Path> runtime, Belongings belongings) {
  private static final String JAVA = "/dev/carafe/java";
  private static final String LIB = "/dev/carafe/lib";

  /// With secrets, where there are some, as a shell reads them.
  private static final String SCRIPT =
      LayerScript.SCRIPT + "if [ -r %1$s ]; then . %1$s; fi\n".formatted(SecretFile.INSIDE);

  List<Mount> mounts(List<Path> code) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(Mounts.bind(runtime.get(), JAVA, true));
    for (int i = 0; i < code.size(); i++) {
      mounts.add(Mounts.bind(code.get(i), jar(i), true));
    }
    return mounts;
  }

  /// Arguments and names of files are UTF-8, as in containers, unless the image says otherwise.
  Setting setting(Setting image) {
    Map<String, String> env = new TreeMap<>(Map.of("LANG", "C.UTF-8"));
    env.putAll(image.env());
    return new Setting(env, image.workdir());
  }

  List<String> command(RunFunction step, List<Path> code) {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", SCRIPT + belongings.around("\"$@\""), "sh", JAVA + "/bin/java"));
    command.addAll(AgentJvm.FLAGS);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=/dev/stderr");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-cp");
    command.add(
        IntStream.range(0, code.size())
            .mapToObj(FunctionJvm::jar)
            .collect(Collectors.joining(":")));
    command.add(AgentJvm.BUILD_FUNCTION);
    int colons = step.function().indexOf("::");
    command.add(step.function().substring(0, colons));
    command.add(step.function().substring(colons + 2));
    command.add(step.descriptor());
    command.addAll(step.arguments());
    return command;
  }

  private static String jar(int index) {
    return "%s/%03d.jar".formatted(LIB, index);
  }
}
