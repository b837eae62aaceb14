package dev.carafe.image.reach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Names a function by all of the app that it reaches: its own code, that of the methods of its
/// class that it uses, and every other class of the app that one of these names, and by the jars
/// whose classes they name. Class files are compared without what only debuggers read, so comments,
/// line breaks and the names of local variables do not count. What is found by name at run time is
/// not seen. For one thread.
public final class ReachedCode {
  private static final int BYTES = 20;

  private final List<Path> own;
  private final List<Path> libraries;
  private final Function<Path, String> digest;

  /// `own` and `libraries` are directories or jars; `digest` names the content of a jar.
  public ReachedCode(List<Path> own, List<Path> libraries, Function<Path, String> digest) {
    this.own = List.copyOf(own);
    this.libraries = List.copyOf(libraries);
    this.digest = digest;
  }

  /// The name of what `className.method` does; equal names do the same.
  public String key(String className, String method, String descriptor) {
    try (ClassBytes classes = new ClassBytes(own);
        ClassBytes foreign = new ClassBytes(libraries)) {
      String start = className.replace('.', '/');
      Search search = new Search(start, classes, foreign);
      search.members.add(new Member(method, descriptor));
      search.members.add(new Member("<clinit>", "()V"));
      search.run();
      return search.key();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Reading the classes that " + className + " reaches failed", e);
    }
  }

  /// Grows until nothing new is reached.
  private final class Search {
    private final String start;
    private final ClassBytes classes;
    private final ClassBytes foreign;

    /// Of the function's class, which is taken in parts unless objects of it are made.
    private final Set<Member> members = new HashSet<>();

    private final Map<String, byte[]> reached = new TreeMap<>();
    private final Set<Path> jars = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<Set<Member>, Reduced> parts = new HashMap<>();
    private boolean whole;

    private Search(String start, ClassBytes classes, ClassBytes foreign) {
      this.start = start;
      this.classes = classes;
      this.foreign = foreign;
    }

    private void run() throws IOException {
      Deque<String> next = new ArrayDeque<>();
      Optional<byte[]> first = classes.find(start);
      if (first.isEmpty()) {
        foreign.home(start).ifPresent(jars::add);
        return;
      }
      seen.add(start);
      take(start(first.get()), next);
      while (!next.isEmpty()) {
        String name = next.remove();
        Optional<byte[]> bytes = classes.find(name);
        if (bytes.isPresent()) {
          Reduced reduced = Reduced.whole(bytes.get());
          reached.put(name, reduced.bytes());
          take(reduced, next);
        } else {
          foreign.home(name).ifPresent(jars::add);
        }
        take(start(first.get()), next); // others may use more of it
      }
      reached.put(start, start(first.get()).bytes());
    }

    private Reduced start(byte[] bytes) {
      return whole
          ? Reduced.whole(bytes)
          : parts.computeIfAbsent(Set.copyOf(members), kept -> Reduced.to(kept, bytes));
    }

    private void take(Reduced reduced, Deque<String> next) throws IOException {
      for (String name : reduced.classes()) {
        if (seen.add(name)) {
          next.add(name);
        }
      }
      Set<Member> used = reduced.membersOf(start);
      boolean made =
          used.stream().anyMatch(m -> m.name().equals("<init>")) || reduced.isKindOf(start);
      boolean more = members.addAll(used);
      if (made && !whole) {
        whole = true;
        more = true;
      }
      if (more) {
        take(start(classes.find(start).orElseThrow()), next);
      }
    }

    private String key() {
      MessageDigest all = sha256();
      reached.forEach(
          (name, bytes) -> {
            all.update((name + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            all.update(bytes);
          });
      jars.stream()
          .map(digest)
          .sorted()
          .forEach(jar -> all.update(jar.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(all.digest(), 0, BYTES);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
