package dev.carafe.client.control;

import com.google.protobuf.ByteString;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.protocol.proto.AppVersionRow;
import dev.carafe.protocol.proto.ClassFile;
import dev.carafe.protocol.proto.ContainerStatsRow;
import dev.carafe.protocol.proto.DescribeFunctionReply;
import dev.carafe.protocol.proto.DevChange;
import dev.carafe.protocol.proto.ExplainCallReply;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.ServiceChange;
import dev.carafe.protocol.proto.StageRow;
import dev.carafe.protocol.proto.StatusReply;
import dev.carafe.protocol.wire.ModelJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Wire messages as values of this package.
final class Rows {
  private Rows() {}

  static ServerStatus status(StatusReply m) {
    return new ServerStatus(
        m.getAddress(),
        m.getPid(),
        m.getVersion(),
        m.getEngine(),
        m.getEngineReason(),
        m.getDataDir(),
        Instant.ofEpochMilli(m.getStartedMillis()),
        m.getContainers(),
        m.getApps(),
        m.getGpusList(),
        m.getGpuSource());
  }

  static Deployed deployed(dev.carafe.protocol.proto.Deployed m) {
    return new Deployed(
        m.getApp(),
        m.getVersion(),
        m.getUnchanged(),
        m.getChangesList().stream()
            .map(
                c ->
                    new Deployed.ServiceChanged(
                        c.getService(), c.getSwapped(), text(c.getRestartReason())))
            .toList());
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  static DevChange change(CodeChange change) {
    DevChange.Builder message = DevChange.newBuilder();
    change
        .classes()
        .forEach(
            (name, bytes) ->
                message.addClasses(
                    ClassFile.newBuilder().setName(name).setContent(ByteString.copyFrom(bytes))));
    for (CodeChange.ServiceChange service : change.services()) {
      message.addServices(
          ServiceChange.newBuilder()
              .setService(service.service())
              .setRestartReason(service.restart().orElse(""))
              .addAllClasses(service.classes()));
    }
    return message.build();
  }

  static AppRow app(dev.carafe.protocol.proto.AppRow m) {
    return new AppRow(
        m.getName(),
        m.getVersion(),
        m.getState(),
        m.getReason(),
        m.getContainers(),
        m.getFunctionNamesList(),
        Instant.ofEpochMilli(m.getDeployedMillis()));
  }

  static AppVersion version(AppVersionRow m) {
    return new AppVersion(
        m.getVersion(), Instant.ofEpochMilli(m.getDeployedMillis()), m.getNote(), m.getContent());
  }

  static ContainerRow container(dev.carafe.protocol.proto.ContainerRow m) {
    return new ContainerRow(
        m.getId(),
        m.getApp(),
        m.getFunction(),
        m.getState(),
        m.getReason(),
        m.getNode(),
        m.getGpusList(),
        m.getInputs(),
        instant(m.getStartedMillis()));
  }

  static ContainerStats stats(ContainerStatsRow m) {
    return new ContainerStats(
        m.getId(),
        m.getApp(),
        m.getFunction(),
        m.getCpu(),
        m.getCpuReserved(),
        m.getCpuLimit() == 0 ? OptionalDouble.empty() : OptionalDouble.of(m.getCpuLimit()),
        bytes(m.getMemoryBytes()),
        m.getMemoryReservedBytes(),
        bytes(m.getMemoryLimitBytes()),
        m.getThreads(),
        m.getGpusList());
  }

  private static OptionalLong bytes(long value) {
    return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static SecretRow secret(dev.carafe.protocol.proto.SecretRow m) {
    return new SecretRow(
        m.getName(),
        m.getKeysList(),
        Instant.ofEpochMilli(m.getCreatedMillis()),
        m.getUsedByList());
  }

  static CallRow call(dev.carafe.protocol.proto.CallRow m) {
    return new CallRow(
        m.getId(),
        m.getApp(),
        m.getFunction(),
        m.getKind(),
        m.getState(),
        Instant.ofEpochMilli(m.getArrivedMillis()),
        instant(m.getEndedMillis()),
        m.getInputs());
  }

  static CallTimeline timeline(ExplainCallReply m) {
    return new CallTimeline(
        call(m.getCall()),
        m.getStagesList().stream().map(Rows::stage).toList(),
        m.getOutcome(),
        m.getContainer(),
        m.getAttempts());
  }

  private static StageMark stage(StageRow m) {
    return new StageMark(
        m.getStage(), Instant.EPOCH.plus(m.getTimeMicros(), ChronoUnit.MICROS), m.getDetail());
  }

  static LogEntry log(LogLine m) {
    return new LogEntry(
        Instant.ofEpochMilli(m.getTimeMillis()),
        m.getContainer(),
        m.getFunction(),
        m.getCallId(),
        m.getError(),
        m.getText());
  }

  static FunctionDescription description(DescribeFunctionReply m) {
    return new FunctionDescription(
        ModelJson.read(m.getSpecJson(), FunctionSpec.class),
        ModelJson.read(m.getServiceJson(), ServiceSpec.class),
        m.getVersion());
  }

  private static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
