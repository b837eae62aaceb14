package dev.carafe.testing;

import dev.carafe.client.Carafe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/// What [CarafeTest] does, when. The store of the test class closes the server after the class.
final class CarafeExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(CarafeExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    server(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    store(context).put(Instant.class, Instant.now());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Carafe.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context).carafe();
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    Instant start = store(context).getOrDefault(Instant.class, Instant.class, Instant.EPOCH);
    server(context).printLogs(context.getDisplayName(), start);
  }

  /// The one of the test class; made for the first that asks, which may be a constructor.
  private static TestServer server(ExtensionContext context) {
    return store(context).computeIfAbsent(TestServer.class, _ -> start(context), TestServer.class);
  }

  private static TestServer start(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    return TestServer.start(
        test,
        AnnotationSupport.findAnnotation(test, CarafeTest.class, context.getEnclosingTestClasses())
            .orElseThrow());
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
