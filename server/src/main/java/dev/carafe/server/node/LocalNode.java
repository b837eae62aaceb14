package dev.carafe.server.node;

import com.sun.management.OperatingSystemMXBean;
import dev.carafe.model.id.NodeId;
import dev.carafe.scheduler.core.Gpu;
import dev.carafe.scheduler.core.NodeSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// This machine as a node. CPU requests are shares, so the node offers four times its cores: a
/// request is a weight, not a wall, and a laptop can run an app written for a larger machine.
public final class LocalNode {
  public static final NodeId ID = new NodeId("local");
  private static final int CPU_SHARES_PER_CORE = 4;

  private LocalNode() {}

  public static NodeSpec inventory(List<Gpu> gpus) {
    var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new NodeSpec(
        Runtime.getRuntime().availableProcessors() * (double) CPU_SHARES_PER_CORE,
        os.getTotalMemorySize(),
        gpus,
        Map.of());
  }
}
