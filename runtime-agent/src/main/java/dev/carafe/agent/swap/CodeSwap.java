package dev.carafe.agent.swap;

import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/// Gives classes new code in this JVM. The JVM is asked for it only when the first new code comes:
/// a `-javaagent` from the start would cost every start its AOT cache. Threads may share it.
public final class CodeSwap {
  private @Nullable Instrumentation instrumentation;

  /// Makes ready, so that the first new code need not wait; why it cannot, if so.
  public synchronized Optional<String> prepare() {
    try {
      instrumentation();
      return Optional.empty();
    } catch (IOException | JMException | RuntimeException e) {
      return Optional.of("this JVM lets no class be redefined: " + e);
    }
  }

  /// Gives all these classes (by binary name) new code, or none of them; then the reason. Classes
  /// that are new are made known to the class loader.
  public synchronized Optional<String> apply(Map<String, byte[]> classes) {
    Optional<String> unable = prepare();
    if (unable.isPresent()) {
      return unable;
    }
    List<ClassDefinition> known = new ArrayList<>();
    Map<String, byte[]> added = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, byte[]> one : classes.entrySet()) {
        Optional<Class<?>> loaded = find(one.getKey());
        if (loaded.isPresent()) {
          known.add(new ClassDefinition(loaded.get(), one.getValue()));
        } else {
          added.put(one.getKey(), one.getValue());
        }
      }
      if (!added.isEmpty()) {
        instrumentation().appendToSystemClassLoaderSearch(new JarFile(jar(added).toFile()));
      }
      instrumentation().redefineClasses(known.toArray(ClassDefinition[]::new));
      return Optional.empty();
    } catch (UnmodifiableClassException
        | ClassNotFoundException
        | IOException
        | JMException
        | LinkageError
        | UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()).replace("class redefinition failed: ", ""));
    }
  }

  /// A class is loaded if need be, as it would come from the old jar later on.
  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name, false, ClassLoader.getSystemClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private Instrumentation instrumentation() throws IOException, JMException {
    Instrumentation known = instrumentation;
    if (known == null) {
      known = load();
      instrumentation = known;
    }
    return known;
  }

  private static Instrumentation load() throws IOException, JMException {
    Path jar = Files.createTempFile("carafe-late-agent", ".jar");
    try {
      Manifest manifest = new Manifest();
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      main.putValue("Agent-Class", LateAgent.class.getName());
      main.putValue("Can-Redefine-Classes", "true");
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "jvmtiAgentLoad",
                  new Object[] {new String[] {jar.toString()}},
                  new String[] {String[].class.getName()});
      Instrumentation given = LateAgent.instrumentation();
      if (given == null) {
        throw new IllegalStateException("loading the late agent: " + String.valueOf(said).strip());
      }
      return given;
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  /// Lies in the container's own folder for temporary files, and goes with it.
  private static Path jar(Map<String, byte[]> classes) throws IOException {
    Path jar = Files.createTempFile("carafe-added-classes", ".jar");
    jar.toFile().deleteOnExit();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> one : classes.entrySet()) {
        out.putNextEntry(new ZipEntry(one.getKey().replace('.', '/') + ".class"));
        out.write(one.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }
}
