package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

/// A bucket and a prefix of its keys, written `s3://name/prefix/`. The prefix has no slash at its
/// ends; empty means the whole bucket.
public record BucketAddress(String name, String prefix) {
  private static final String SCHEME = "s3://";
  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  public BucketAddress {
    require(name.matches(NAME), "not the name of a bucket: " + name);
  }

  public static BucketAddress of(String text) {
    require(text.startsWith(SCHEME), "a bucket is s3://name/prefix/: " + text);
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String prefix = slash < 0 ? "" : rest.substring(slash).replaceAll("^/+|/+$", "");
    return new BucketAddress(slash < 0 ? rest : rest.substring(0, slash), prefix);
  }

  @Override
  public String toString() {
    return SCHEME + name + "/" + (prefix.isEmpty() ? "" : prefix + "/");
  }
}
