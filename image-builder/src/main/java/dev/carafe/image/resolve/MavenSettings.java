package dev.carafe.image.resolve;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/// What a user's `settings.xml` says about where artifacts come from and go: the local repository,
/// mirrors, proxies and credentials. Encrypted passwords are not understood.
public final class MavenSettings {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
  private final Path localRepository;
  private final Settings settings;

  private MavenSettings(Path localRepository, Settings settings) {
    this.localRepository = localRepository;
    this.settings = settings;
  }

  /// Those of the current user; `-Dmaven.repo.local` wins over the file.
  public static MavenSettings ofUser() {
    Path home = Path.of(System.getProperty("user.home"), ".m2");
    Settings settings = read(home.resolve("settings.xml"));
    String given = System.getProperty("maven.repo.local");
    if (given == null && settings.getLocalRepository() != null) {
      given = settings.getLocalRepository();
    }
    return new MavenSettings(given == null ? home.resolve("repository") : Path.of(given), settings);
  }

  /// Nothing but a local repository.
  public static MavenSettings local(Path localRepository) {
    return new MavenSettings(localRepository, new Settings());
  }

  private static Settings read(Path file) {
    if (!Files.isRegularFile(file)) {
      return new Settings();
    }
    try (Reader in = Files.newBufferedReader(file)) {
      return new SettingsXpp3Reader((text, _) -> substituted(text)).read(in, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    } catch (XmlPullParserException e) {
      throw new IllegalStateException(
          "Reading %s failed: %s. Does mvn -v accept it?".formatted(file, e.getMessage()), e);
    }
  }

  private static String substituted(String text) {
    Map<String, String> environment = System.getenv();
    return VARIABLE
        .matcher(text)
        .replaceAll(
            m -> {
              String name = m.group(1);
              String value =
                  name.startsWith("env.")
                      ? environment.get(name.substring("env.".length()))
                      : System.getProperty(name);
              return Matcher.quoteReplacement(value == null ? m.group() : value);
            });
  }

  Path localRepository() {
    return localRepository;
  }

  /// Makes a session follow these settings.
  void apply(SessionBuilder session) {
    session.withLocalRepositoryBaseDirectories(localRepository);
    session.setOffline(settings.isOffline());
    var mirrors = new DefaultMirrorSelector();
    for (Mirror mirror : settings.getMirrors()) {
      mirrors.add(
          mirror.getId(),
          mirror.getUrl(),
          mirror.getLayout(),
          false,
          mirror.isBlocked(),
          mirror.getMirrorOf(),
          mirror.getMirrorOfLayouts());
    }
    session.setMirrorSelector(mirrors);
    session.setProxySelector(proxies());
    var credentials = new DefaultAuthenticationSelector();
    for (Server server : settings.getServers()) {
      credentials.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .build());
    }
    session.setAuthenticationSelector(credentials);
  }

  private DefaultProxySelector proxies() {
    var proxies = new DefaultProxySelector();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(),
                proxy.getHost(),
                proxy.getPort(),
                new AuthenticationBuilder()
                    .addUsername(proxy.getUsername())
                    .addPassword(proxy.getPassword())
                    .build()),
            proxy.getNonProxyHosts());
      }
    }
    return proxies;
  }
}
