package dev.carafe.client;

import dev.carafe.client.transport.Calls;
import dev.carafe.client.transport.DeclaredTarget;
import dev.carafe.protocol.proto.Target;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a call goes to: a function with its parameter values and options, and the method behind it
/// if its class is at hand. Declared on first use. Threads share it.
final class Callee {
  private final Target target;
  private final Optional<Method> method;
  private volatile Calls.Declaration.@Nullable Accepted known;

  Callee(Target target, Optional<Method> method) {
    this.target = target;
    this.method = method;
  }

  Target target() {
    return target;
  }

  Optional<Method> method() {
    return method;
  }

  /// `embeddings/Embedder.embed`
  String label() {
    return target.getApp() + "/" + target.getFunction();
  }

  /// The function as declared; a CarafeException if the server refuses it.
  DeclaredTarget on(Calls calls) throws InterruptedException {
    Calls.Declaration.Accepted before = known;
    if (before != null && !before.isStale()) {
      return before.target();
    }
    return switch (calls.declare(target)) {
      case Calls.Declaration.Accepted accepted -> {
        known = accepted;
        yield accepted.target();
      }
      case Calls.Declaration.Refused(var reason) -> throw Endings.rejected(reason);
    };
  }
}
