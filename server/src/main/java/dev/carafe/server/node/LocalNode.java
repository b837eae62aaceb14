package dev.carafe.server.node;

import com.sun.management.OperatingSystemMXBean;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.id.NodeId;
import dev.carafe.scheduler.core.Gpu;
import dev.carafe.scheduler.core.NodeSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// This machine as a node. CPU requests are shares, so the node offers four times its cores: a
/// request is a weight, not a wall, and a laptop can run an app written for a larger machine. GPUs
/// are those declared at the server's start.
public final class LocalNode {
  public static final NodeId ID = new NodeId("local");
  private static final int CPU_SHARES_PER_CORE = 4;

  private LocalNode() {}

  public static NodeSpec inventory(List<String> declaredGpus) {
    var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new NodeSpec(
        Runtime.getRuntime().availableProcessors() * (double) CPU_SHARES_PER_CORE,
        os.getTotalMemorySize(),
        gpus(declaredGpus),
        Map.of());
  }

  /// `H100:2`, `L4` → three GPUs with the indices 0, 1 and 2.
  static List<Gpu> gpus(List<String> declared) {
    List<Gpu> gpus = new ArrayList<>();
    for (String text : declared) {
      GpuRequest request = GpuRequest.parse(text);
      for (int i = 0; i < request.count(); i++) {
        gpus.add(new Gpu(Integer.toString(gpus.size()), request.type(), 0));
      }
    }
    return gpus;
  }
}
