package dev.carafe.server.node.gpu;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.scheduler.core.Gpu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The GPUs of this machine, as the scheduler places them, and who says so. `uuids` holds those of
/// real devices, by index; declared ones have none.
public record GpuInventory(List<Gpu> gpus, Map<String, String> uuids, String source) {
  private static final String NONE = "none";

  public GpuInventory {
    gpus = List.copyOf(gpus);
    uuids = Map.copyOf(uuids);
  }

  /// What is declared; else what is found. `none` declares that there are none to be used.
  public static GpuInventory of(List<String> declared, Map<String, String> env) {
    return declared.isEmpty() ? found(GpuSearch.of(env).run()) : declared(declared);
  }

  /// `H100:2`, `L4` → three GPUs with the indices 0, 1 and 2; `none` → none. Throws
  /// [IllegalArgumentException] for what is no inventory.
  public static GpuInventory declared(List<String> declared) {
    List<Gpu> gpus = new ArrayList<>();
    for (String text : declared.equals(List.of(NONE)) ? List.<String>of() : declared) {
      GpuRequest request = GpuRequest.parse(text);
      if (request.anyType() || request.type().equalsIgnoreCase(NONE)) {
        throw new IllegalArgumentException(
            "\"%s\" is no type of a GPU; name one, like \"L4\"".formatted(request.type()));
      }
      for (int i = 0; i < request.count(); i++) {
        gpus.add(new Gpu(Integer.toString(gpus.size()), request.type(), 0));
      }
    }
    return new GpuInventory(gpus, Map.of(), "declared with --gpus");
  }

  static GpuInventory found(Search search) {
    return switch (search) {
      case Search.Nothing(String reason) -> new GpuInventory(List.of(), Map.of(), reason);
      case Search.Found(List<NvidiaDevice> devices, String by) -> {
        Map<String, String> uuids = new LinkedHashMap<>();
        devices.forEach(d -> uuids.put(d.index(), d.uuid()));
        yield new GpuInventory(
            devices.stream().map(d -> new Gpu(d.index(), d.type(), d.memoryBytes())).toList(),
            uuids,
            "found by " + by);
      }
    };
  }

  /// By type, as `--gpus` takes them: `H100:2`, `L4:1`.
  public List<String> summary() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    gpus.forEach(gpu -> counts.merge(gpu.type(), 1, Integer::sum));
    return counts.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList();
  }

  /// Those that a container was granted by index.
  public List<GpuDevice> devices(List<String> indices) {
    return indices.stream()
        .map(index -> new GpuDevice(index, Optional.ofNullable(uuids.get(index))))
        .toList();
  }
}
