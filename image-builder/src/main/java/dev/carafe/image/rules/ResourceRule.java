package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.rules.Report.Form;
import dev.carafe.model.app.ByteSizes;
import dev.carafe.model.app.GpuRequest;
import java.util.regex.Pattern;

/// CPU, memory, disk and GPUs are written so that a node can be found for them.
final class ResourceRule {
  private static final Pattern GPU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]{1,3})?");
  private static final Form GPU_FORM =
      new Form(
          "GPU choice",
          "a choice is TYPE, TYPE:COUNT (1 to 16) or any",
          "write it like \"H100\", \"A100:2\" or \"any\"");
  private static final Form SIZE =
      new Form(
          "size",
          "sizes are a number and its unit: KiB, MiB, GiB, TiB, or KB, MB, GB, TB",
          "write it like \"512MiB\", \"4GiB\" or \"1.5GB\"");

  private ResourceRule() {}

  static void check(AnnotationDeclared service, Program program, Report report) {
    report.eachText(service, "gpu", ResourceRule::readGpu, GPU_FORM);
    report.eachText(service, "memory", ResourceRule::readSize, SIZE);
    report.eachText(service, "memoryLimit", ResourceRule::readOptionalSize, SIZE);
    report.eachText(service, "ephemeralDisk", ResourceRule::readOptionalSize, SIZE);
    checkCpu(service, report);
    checkMemoryLimit(service, report);
  }

  private static void readGpu(String text) {
    if (!GPU.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    GpuRequest.parse(text);
  }

  private static void readSize(String text) {
    if (ByteSizes.parse(text) <= 0) {
      throw new IllegalArgumentException(text);
    }
  }

  private static void readOptionalSize(String text) {
    if (!text.isEmpty()) {
      readSize(text);
    }
  }

  private static void checkCpu(AnnotationDeclared service, Report report) {
    double cpu = service.number("cpu");
    double limit = service.number("cpuLimit");
    if (cpu <= 0 || !Double.isFinite(cpu)) {
      report.add(
          service.placeOf("cpu"),
          "cpu = %s is not positive".formatted(cpu),
          "a container needs a share of a core",
          "write a number of cores, like 0.5 or 2");
    } else if (service.known("cpu") && limit != 0 && limit < cpu) {
      report.add(
          service.placeOf("cpuLimit"),
          "cpuLimit = %s is below cpu = %s".formatted(limit, cpu),
          "what is requested must be allowed",
          "raise cpuLimit, or write 0 for no limit");
    }
  }

  private static void checkMemoryLimit(AnnotationDeclared service, Report report) {
    String memory = service.text("memory");
    String limit = service.text("memoryLimit");
    try {
      if (service.known("memory")
          && !limit.isEmpty()
          && ByteSizes.parse(limit) < ByteSizes.parse(memory)) {
        report.add(
            service.placeOf("memoryLimit"),
            "memoryLimit = \"%s\" is below memory = \"%s\"".formatted(limit, memory),
            "what is requested must be allowed",
            "raise memoryLimit, or leave it out");
      }
    } catch (IllegalArgumentException e) {
      return; // reported as no size
    }
  }
}
