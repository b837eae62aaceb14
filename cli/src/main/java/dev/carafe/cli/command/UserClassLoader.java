package dev.carafe.cli.command;

import dev.carafe.image.build.UserCode;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The user's classes beside the command line's: user code sees the JDK, its own libraries, and of
/// Carafe only what it compiles against.
final class UserClassLoader extends URLClassLoader {
  private static final List<String> API =
      List.of("dev.carafe.annotations.", "dev.carafe.client.", "org.jspecify.annotations.");

  private final ClassLoader carafe;

  UserClassLoader(UserCode code, ClassLoader carafe) {
    super("user-code", urls(code), ClassLoader.getPlatformClassLoader());
    this.carafe = carafe;
  }

  private static URL[] urls(UserCode code) {
    List<Path> paths = new ArrayList<>(code.ownClasses());
    paths.addAll(code.dependencies());
    return paths.stream().map(UserClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL: " + path, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (API.stream().anyMatch(name::startsWith)) {
      return carafe.loadClass(name);
    }
    return super.loadClass(name, resolve);
  }
}
