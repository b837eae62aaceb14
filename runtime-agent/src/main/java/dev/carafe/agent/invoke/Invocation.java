package dev.carafe.agent.invoke;

import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.CodecException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From the bytes of inputs to the bytes of their results, on the thread that runs the method.
final class Invocation {
  private final Target target;
  private final Payloads payloads;
  private final Results results;

  Invocation(Target target, Payloads payloads, Results results) {
    this.target = target;
    this.payloads = payloads;
    this.results = results;
  }

  /// The results are posted; sending them is up to the caller.
  void run(List<Input> inputs) {
    if (target.batched()) {
      batch(inputs);
    } else if (target.generator()) {
      inputs.forEach(this::generator);
    } else {
      inputs.forEach(this::single);
    }
  }

  private void single(Input input) {
    try {
      Encoding encoding = Payloads.encoding(input.message().getArguments());
      Object result = target.invoke(arguments(input));
      byte[] bytes = target.codec().encodeResult(encoding, result);
      results.value(input, results.payload(encoding, bytes));
    } catch (Unreadable e) {
      results.unreadable(input, e);
    } catch (OutOfMemoryError e) {
      OutOfMemory.end(e);
    } catch (Throwable t) {
      results.failure(input, t);
    }
  }

  private @Nullable Object[] arguments(Input input) throws Unreadable {
    var payload = input.message().getArguments();
    byte[] bytes = payloads.bytes(payload);
    try {
      return target.codec().decodeArguments(Payloads.encoding(payload), bytes);
    } catch (CodecException e) {
      throw new Unreadable(e);
    }
  }

  private void generator(Input input) {
    try {
      Encoding encoding = Payloads.encoding(input.message().getArguments());
      Object result = target.invoke(arguments(input));
      if (!(result instanceof Stream<?> items)) {
        throw new NullPointerException("the generator returned null; return Stream.empty()");
      }
      try (items) {
        send(input, encoding, items.iterator());
      }
      results.end(input);
    } catch (Unreadable e) {
      results.unreadable(input, e);
    } catch (OutOfMemoryError e) {
      OutOfMemory.end(e);
    } catch (Throwable t) {
      results.failure(input, t);
    }
  }

  private void send(Input input, Encoding encoding, Iterator<?> items) throws InterruptedException {
    for (long sequence = 0; items.hasNext(); sequence++) {
      byte[] bytes = target.codec().encodeResult(encoding, items.next());
      input.credit().acquire();
      results.item(input, sequence, results.payload(encoding, bytes));
    }
  }

  /// An input whose bytes are no element fails alone; all else is shared by the batch.
  private void batch(List<Input> inputs) {
    List<Input> taken = new ArrayList<>();
    List<@Nullable Object> elements = new ArrayList<>();
    for (Input input : inputs) {
      try {
        elements.add(arguments(input)[0]);
        taken.add(input);
      } catch (Unreadable e) {
        results.unreadable(input, e);
      } catch (RuntimeException e) {
        results.failure(input, e);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      give(taken, list(target.invoke(elements), taken.size()));
    } catch (OutOfMemoryError e) {
      OutOfMemory.end(e);
    } catch (Throwable t) {
      taken.stream().filter(i -> !i.returned()).forEach(input -> results.failure(input, t));
    }
  }

  private void give(List<Input> inputs, List<?> values) {
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      try {
        Encoding encoding = Payloads.encoding(input.message().getArguments());
        byte[] bytes = target.codec().encodeResult(encoding, values.get(i));
        results.value(input, results.payload(encoding, bytes));
      } catch (RuntimeException e) {
        results.failure(input, e);
      }
    }
  }

  private static List<?> list(@Nullable Object returned, int elements) {
    if (!(returned instanceof List<?> values)) {
      throw new IllegalStateException(
          "the @Batched method got %d elements and returned null; return one value for each"
              .formatted(elements));
    }
    if (values.size() != elements) {
      throw new IllegalStateException(
          "the @Batched method got %d elements and returned %d; return one value for each, in order"
              .formatted(elements, values.size()));
    }
    return values;
  }
}
