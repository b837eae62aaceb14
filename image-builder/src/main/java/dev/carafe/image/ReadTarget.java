package dev.carafe.image;

import dev.carafe.image.build.UserCode;
import dev.carafe.image.options.RunnableSpec;
import dev.carafe.model.app.AppSpec;
import java.util.List;

/// A target as read: its code, its apps (at least one), and what can be run of it: entry points
/// first, then functions and methods.
public record ReadTarget(UserCode code, List<AppSpec> apps, List<RunnableSpec> runnables) {
  public ReadTarget {
    apps = List.copyOf(apps);
    runnables = List.copyOf(runnables);
  }
}
