package dev.carafe.protocol.codec;

import java.util.List;

/// The arguments of one function as they come: an array by position or an object by name. `names`
/// are those of its parameters, in order.
record ArgumentList(String function, List<String> names) {
  ArgumentList {
    names = List.copyOf(names);
  }

  /// Takes the value of one parameter.
  interface Each {
    void read(int parameter, ValueIn in);
  }

  /// Reads all there is, to its end; returns which parameters were given.
  boolean[] read(ValueIn in, Each each) {
    boolean[] given = new boolean[names.size()];
    if (in.peek() == ValueIn.Kind.OBJECT) {
      byName(in, each, given);
    } else if (in.peek() == ValueIn.Kind.ARRAY) {
      byPosition(in, each, given);
    } else {
      throw new Misfit(
          "expected an array by position or an object by name, found " + in.peek().words());
    }
    in.end();
    return given;
  }

  private void byPosition(ValueIn in, Each each, boolean[] given) {
    var _ = in.beginArray();
    for (int i = 0; in.more(); i++) {
      if (i == given.length) {
        throw new CodecException(
            "%s takes %s, more were given"
                .formatted(function, i == 1 ? "1 argument" : i + " arguments"));
      }
      each.read(i, in);
      given[i] = true;
    }
  }

  private void byName(ValueIn in, Each each, boolean[] given) {
    var _ = in.beginObject();
    while (in.more()) {
      int i = parameter(in.key());
      each.read(i, in);
      given[i] = true;
    }
  }

  private int parameter(String name) {
    int found = names.indexOf(name);
    if (found < 0) {
      throw new CodecException(
          "%s has no parameter \"%s\"; it has %s"
              .formatted(function, name, names.isEmpty() ? "none" : String.join(", ", names)));
    }
    return found;
  }

  CodecException unfit(Misfit e) {
    return new CodecException("the arguments of %s: %s".formatted(function, e.getMessage()), e);
  }

  CodecException unfit(int parameter, String type, Misfit e) {
    return new CodecException(
        "argument %s of %s, %s: %s".formatted(names.get(parameter), function, type, e.getMessage()),
        e);
  }
}
