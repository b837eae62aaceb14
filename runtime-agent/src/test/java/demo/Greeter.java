package demo;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.carafe.client.CallContext;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A user's class, with all that a service can have.
public class Greeter extends GreeterBase {
  /// A parameter's type.
  public enum Mood {
    GLAD,
    SAD
  }

  String name = "nobody";
  boolean loud;
  double ratio;
  long big;
  Mood mood = Mood.SAD;

  void enter() {
    happened.add("enter on " + Thread.currentThread().getName());
    System.out.println("entering");
  }

  @Override
  void enterOverridden() {
    happened.add("enterOverridden");
  }

  void exit() {
    System.out.println("exit");
  }

  void enterFails() {
    System.out.print("about to fail");
    throw new IllegalStateException("no model at /models/x");
  }

  void exitFails() {
    throw new IllegalStateException("cannot close");
  }

  public String greet(String who, int times) {
    return (name + " greets " + who + " ").repeat(times).strip();
  }

  public List<String> happened() {
    return happened;
  }

  public String parameters() {
    return "%s %s %s %s %s %s %s".formatted(name, loud, ratio, big, mood, number, bytes.length);
  }

  public String fail(String message) {
    throw new IllegalArgumentException(message, new IOException("below"));
  }

  public int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  public String thread() {
    System.out.println("on " + Thread.currentThread().isVirtual());
    System.err.println("trouble");
    Thread other = Thread.ofPlatform().start(() -> System.out.println("of another thread"));
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.print("unfinished");
    return Thread.currentThread().getName();
  }

  public String context() {
    CallContext context = CallContext.current();
    return "%s %s %s %s %s"
        .formatted(
            context.callId(),
            context.inputId(),
            context.containerId(),
            context.attempt(),
            context.isRemote());
  }

  public void waitForever() throws InterruptedException {
    System.out.println("waiting");
    new CountDownLatch(1).await();
  }

  public void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  public Stream<Integer> count(int items) {
    return IntStream.range(0, items).boxed().onClose(() -> System.out.println("closed"));
  }

  public List<String> upper(List<String> texts) {
    if (texts.contains("drop")) {
      return texts.subList(1, texts.size());
    }
    return texts.stream().map(String::toUpperCase).toList();
  }

  public byte[] reversed(byte[] some) {
    byte[] back = new byte[some.length];
    for (int i = 0; i < some.length; i++) {
      back[i] = some[some.length - 1 - i];
    }
    return back;
  }

  public byte[] large(int bytes) {
    return new byte[bytes];
  }

  public void exitWith(int code) {
    System.out.println("leaving");
    System.exit(code);
  }

  public void fillDirectMemory() {
    List<ByteBuffer> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(ByteBuffer.allocateDirect(64 << 20));
    }
  }

  public void startThreadThatStays() {
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                Thread.sleep(600_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  public String printMany(int lines) {
    for (int i = 0; i < lines; i++) {
      System.out.println("line " + i);
    }
    return "done";
  }

  public String read(String path) throws IOException {
    return Files.readString(Path.of(path));
  }

  public void write(String path, String text) throws IOException {
    Files.writeString(Path.of(path), text);
  }

  public String reload(String volume) {
    Volume.mounted(volume).reload();
    return "reloaded";
  }

  public long commit(String volume) {
    return Volume.mounted(volume).commit();
  }

  public String reloadWhileOpen(String volume, String path) throws IOException {
    try (OutputStream open = Files.newOutputStream(Path.of(path))) {
      open.write(1);
      return reload(volume);
    }
  }

  public String reloadWhileMapped(String volume, String path) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      try (var file = FileChannel.open(Path.of(path), READ, WRITE)) {
        file.map(FileChannel.MapMode.READ_WRITE, 0, 1, arena);
      }
      return reload(volume);
    }
  }

  public String readAcrossReload(String volume, String path) throws IOException {
    try (InputStream open = Files.newInputStream(Path.of(path))) {
      reload(volume);
      return new String(open.readAllBytes(), StandardCharsets.UTF_8) + ", " + read(path);
    }
  }

  public String whereIs(String className) throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, Greeter.class.getClassLoader());
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  public static String here() {
    return "static";
  }
}
